"""Dimensions of order lines (product, product type, vendor), of which an order may have several values."""
