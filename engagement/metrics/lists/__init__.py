"""Lists of customers for an owner: membership of a list, its columns, and consent."""
