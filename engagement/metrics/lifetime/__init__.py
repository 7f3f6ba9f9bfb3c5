"""Customer lifetime value: what customers have spent so far, and a forecast model with its gates."""
