"""The figures of e-mail campaigns: texts, scans, definitions, and whom each counts."""
