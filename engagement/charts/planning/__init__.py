"""Goals and notes of a shop, drawn into charts over time."""
