"""The figures of answers: words, scans, definitions, and on whom each rests."""
