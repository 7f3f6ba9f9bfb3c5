"""The page on customer value: historic value, forecast, costs."""
