"""The figures of answers: texts, scans, definitions, and whom each counts."""
