"""How much a connection and an address may ask, and what the server may tell a page."""
