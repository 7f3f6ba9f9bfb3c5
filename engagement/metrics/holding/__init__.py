"""What orders hold: products, variants of one product, kinds of product, vendors."""
