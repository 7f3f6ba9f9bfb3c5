"""The two ladders of engagement: from click to application, and levels of participation."""
