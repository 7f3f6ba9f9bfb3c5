"""The subcommands that make a report and check one."""
