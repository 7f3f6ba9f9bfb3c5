"""What is measured, against what: `make bench` prints the tables and writes latest.md."""
