"""The page People: the members of a shop, and the audit."""
