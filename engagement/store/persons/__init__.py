"""Finding people in what is kept, and what is left without them."""
