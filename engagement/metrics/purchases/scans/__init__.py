"""What is read of the orders, once for all figures that need it."""
