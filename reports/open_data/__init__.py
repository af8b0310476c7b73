"""The datasets as files for whoever wants to count for themselves."""
