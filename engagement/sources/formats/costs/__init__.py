"""Exports of what things cost: products with their costs, and advertising by day."""
