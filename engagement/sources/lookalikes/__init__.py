"""Unsupported tables that look like supported ones: carts, quotes, customer lists and others."""
