"""Findings: what stands out after correction for all comparisons; and a view's whole report as JSON."""
