"""A question about a figure and its answer: for assistants, the search line and the command line."""
