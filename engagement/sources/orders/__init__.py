"""From the rows of an export to orders, lines and supplements."""
