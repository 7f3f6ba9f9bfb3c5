"""The two ladders of engagement: what becomes of a click, and how far each customer takes part."""
