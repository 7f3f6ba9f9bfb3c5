"""The page What they buy: all products, first products, bought together, bought again."""
