"""What customers buy, by the lines of orders: products, products bought together, and bought again."""
