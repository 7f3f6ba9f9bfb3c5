"""What only surveys draw."""
