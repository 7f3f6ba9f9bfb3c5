"""Charts and tables on a page: chart with alternative text, grid, selection, downloads."""
