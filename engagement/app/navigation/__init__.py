"""Pages, the way between them, the question in the address, the shop looked at."""
