"""Publication: the bundle of a link, and the recipient's view of it."""
