"""The log, the audit, and proofs of erasures."""
