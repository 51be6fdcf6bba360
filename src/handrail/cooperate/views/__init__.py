"""Pages: importing and exporting."""
