"""One customer's page, found by address, number or order; for owners only."""
