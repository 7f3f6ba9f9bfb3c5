"""Charts of groups of customers: what each has and brings, and who moved between them."""
