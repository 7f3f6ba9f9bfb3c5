"""The figures of posts and accounts: texts, scans, definitions, and whom each counts."""
