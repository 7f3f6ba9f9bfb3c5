"""The search on every page: it opens figures and pages, and answers questions in words."""
