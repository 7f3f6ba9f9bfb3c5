"""Tables that look like something that is read here and are not: named for what they are."""
