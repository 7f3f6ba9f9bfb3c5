"""Making, listing and showing links."""
