"""Values of the data that a sentence names: by name, by a part of it, by what they are, or as all others."""
