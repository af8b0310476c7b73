"""The open interface: the datasets as JSON for machines. It is read only and asks for no name.

What serves it is imported when somebody first asks: a worker that never answers a machine stays
small.
"""
