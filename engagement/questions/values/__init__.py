"""Values of the data that a sentence names: by their names, parts of them, what they are, or all others."""
