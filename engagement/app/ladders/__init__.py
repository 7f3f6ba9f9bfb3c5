"""The page of the two ladders: how far people take part, and what becomes of a click."""
