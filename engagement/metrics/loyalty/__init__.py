"""The figures of members: words, scans, definitions, and on whom each rests."""
