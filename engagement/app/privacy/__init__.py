"""One person's file, erasing, retention, proofs, the mailing list."""
