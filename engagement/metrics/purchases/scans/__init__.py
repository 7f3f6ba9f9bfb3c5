"""Scans of the orders: each is read once and shared by all figures that need it."""
