"""Reports on paper: as PDF files and as Word files, one report or a whole session pack."""
