"""From the rows of an export to posts and days of an account."""
