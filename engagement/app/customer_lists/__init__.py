"""Lists of customers for an owner: choosing one, consent, and files that other tools import."""
