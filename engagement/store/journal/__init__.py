"""What was done, by whom, and the proofs of what was erased."""
