"""Public sets of orders that are known by their columns."""
