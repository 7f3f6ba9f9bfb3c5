"""Gross margin, the cost of a new customer, and the payback time."""
