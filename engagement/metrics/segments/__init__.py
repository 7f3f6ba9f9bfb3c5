"""Customer segments: conditions that hold together, saved by name, and the keys of their customers."""
