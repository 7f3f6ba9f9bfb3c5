"""Questions to a person about what a file means, with a preview of its rows."""
