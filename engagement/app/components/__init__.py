"""What stands on more than one page, each with one `show(...)`."""
