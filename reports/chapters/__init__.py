"""The reports, each a module: figures from `reports.totals`, laid out in words, charts, tables."""
