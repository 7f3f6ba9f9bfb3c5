"""What a shop wants and what became of it: how goals stand, and the review of a period in sentences."""
