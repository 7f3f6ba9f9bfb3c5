"""Goals and their progress, and the review of a period in sentences."""
