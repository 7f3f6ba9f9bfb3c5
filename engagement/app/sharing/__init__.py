"""Links and reports: making, listing and previewing them, and the frame of a guest's page."""
