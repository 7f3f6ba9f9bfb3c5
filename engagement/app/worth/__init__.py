"""The page What they are worth: historic value, forecast, costs."""
