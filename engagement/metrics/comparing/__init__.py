"""Which earlier window is comparable, and which changes and differences are significant."""
