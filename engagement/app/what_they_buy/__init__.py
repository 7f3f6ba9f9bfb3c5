"""The page on what customers buy: products, with which they begin, together, and again."""
