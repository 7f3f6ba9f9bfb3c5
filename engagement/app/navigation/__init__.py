"""Navigation: pages, links between them, the question in the address, the current shop."""
