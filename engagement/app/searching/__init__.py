"""The search line of every page: it leads to a figure or a page, and answers a question in words."""
