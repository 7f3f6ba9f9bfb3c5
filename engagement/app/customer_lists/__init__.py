"""Lists of customers for an owner: which there are, who may be written to, files that other tools take."""
