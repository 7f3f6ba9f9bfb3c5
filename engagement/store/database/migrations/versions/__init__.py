"""One file for each change of the tables, in the order that each says itself."""
