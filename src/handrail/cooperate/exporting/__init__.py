"""Records on their way out: HTCDS workbook, CSV, XLSForm; locked before they leave."""
