"""One hearing as a workbook (.xlsx): the template for the village, and the file that comes back."""
