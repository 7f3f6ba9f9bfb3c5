"""An import: from files to canonical tables and accounts, in a child process with limits."""
