"""The page Who they are: customer groups, movement between them, late customers, segments."""
