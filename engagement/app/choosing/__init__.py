"""Selection in charts: a chosen part filters the page, is in the address, and opens its rows."""
