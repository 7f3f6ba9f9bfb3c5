"""A sheet and a chart on a page: the grid, what can be chosen in it, and the files to take away."""
