"""The page How they take part: levels of participation, and the steps from click to application."""
