"""The figures of visits: words, scans, definitions, and on whom each rests."""
