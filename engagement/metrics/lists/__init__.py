"""Lists of customers for an owner: who is on a list, what it shows of each person, and who has consented."""
