"""Named tables as a report and the summary of a link show them."""
