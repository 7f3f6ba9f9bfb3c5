"""Exports of costs: products with unit costs, and advertising spend by day."""
