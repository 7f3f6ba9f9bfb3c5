"""Lists of customers for an owner: who is chosen, what is known of each, and who may be written to."""
