"""What people of a shop planned and noted, drawn into charts over time."""
