"""Recognition: the format of a table, questions to a person without one, and stored answers."""
