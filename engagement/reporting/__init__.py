"""The subcommands `report` and `verify` of the command line."""
