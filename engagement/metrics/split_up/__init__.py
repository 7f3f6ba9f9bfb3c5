"""Customers split by attributes or products of their first order, with the retention tables of each part."""
