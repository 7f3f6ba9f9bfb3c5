"""Publishing in the background, and what a guest sees."""
