"""What is kept in memory: one per process, results, what was made of files."""
