"""Notes and goals on the pages: where they are written, and how charts show them."""
