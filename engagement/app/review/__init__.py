"""The page Review: what moved in the last whole week, month or quarter, and what is promised for the next."""
