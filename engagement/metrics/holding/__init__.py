"""Dimensions of order lines (product, product type, vendor): an order may have several values."""
