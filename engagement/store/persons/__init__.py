"""Finding people in stored data, and removing them."""
