"""Tables of unknown origin, read by the meaning of their columns."""
