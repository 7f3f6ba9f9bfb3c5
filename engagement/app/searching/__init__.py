"""The search of the sidebar: it opens figures and pages, and answers questions in words."""
