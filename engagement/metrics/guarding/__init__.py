"""Which numbers may leave the house: on whom each rests, and what was told of them before."""
