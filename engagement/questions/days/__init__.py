"""The days of a sentence: put together from its pieces, counted from a day, and compared."""
