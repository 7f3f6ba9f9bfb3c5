"""One sale in two files counts once: which they are, what was said of them, what stands."""
