"""Charts of customer groups: their shares and revenue, and movement between them."""
