"""The figures of posts and accounts: words, scans, definitions, and on whom each rests."""
