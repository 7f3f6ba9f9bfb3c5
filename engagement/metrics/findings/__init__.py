"""What a view has to tell: what stands out among all that was looked at, in words, and all of it as JSON."""
