"""The page Review: what changed in the last whole week, month or quarter, and promises for the next."""
