"""Budgets as workbooks (.xlsx): the template, the export, and a file that is brought back."""
