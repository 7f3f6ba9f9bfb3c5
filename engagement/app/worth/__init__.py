"""The page on what a customer is worth: what has been brought so far, what may come, what it costs."""
