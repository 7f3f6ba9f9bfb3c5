"""One customer's page: found by address, number or order, and shown to an owner alone."""
