"""The server: start, routes, login page, secret."""
