"""The figures of e-mail campaigns: words, scans, definitions, and on whom each rests."""
