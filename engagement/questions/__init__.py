"""One question about one figure, and its answer: for assistants, a search line and the command line."""
