"""Reports as files to calculate with: workbooks and CSV."""
