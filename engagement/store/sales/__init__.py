"""Sales in two files: matching, answers about them, and counting each once."""
