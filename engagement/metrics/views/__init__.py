"""The views that answer pages: headline, trend, breakdown, findings, changed figures."""
