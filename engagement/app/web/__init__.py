"""What stands between a browser and the pages: small ASGI classes, one for each concern."""
