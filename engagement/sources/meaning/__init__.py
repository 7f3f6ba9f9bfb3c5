"""Which column means what: headers held against the tables of `words`, with the evidence. Holds no words."""
