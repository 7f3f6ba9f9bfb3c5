"""Tables of unknown origin, read by what their columns mean."""
