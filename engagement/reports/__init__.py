"""One file that can be sent and checked: a reading as HTML, as a workbook and as PDF."""
