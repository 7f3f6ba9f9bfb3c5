"""What the dashboard of a shop system says, beside ours."""
