"""The reconciliation of a shop system's dashboard with our figures, cause by cause."""
