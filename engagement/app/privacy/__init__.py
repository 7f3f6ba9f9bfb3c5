"""Privacy: a person's copy of their data, erasure and its proofs, retention, and what is stored where."""
