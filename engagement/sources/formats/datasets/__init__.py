"""Public data sets of orders, recognised by their columns."""
