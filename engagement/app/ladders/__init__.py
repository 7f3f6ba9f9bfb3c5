"""The page Ladders: levels of engagement of people, and the steps from click to application."""
