"""What is left of revenue, what a new customer costs, and when that has come back."""
