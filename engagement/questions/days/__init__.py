"""The days of a sentence: their pieces put together, counted from a day, and compared."""
