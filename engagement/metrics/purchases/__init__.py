"""The figures of orders and customers: words, definitions, and on whom each rests."""
