"""Tables of unknown origin, read by what their columns mean: code, as what a column holds is found out."""
