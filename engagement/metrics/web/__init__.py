"""The figures of visits: texts, scans, definitions, and whom each counts."""
