"""Reports: a view's metrics as one HTML page, Excel workbook or PDF, and the check against the exports.

A page carries a machine-readable part (JSON) by which `verifying` computes it anew from the same exports. The
summary page of a link is drawn here, too. What a report contains is computed in `engagement.metrics`.
"""
