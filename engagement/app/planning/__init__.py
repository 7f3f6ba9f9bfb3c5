"""Notes on days and goals: their forms, and how charts show them."""
