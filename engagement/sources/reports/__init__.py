"""From reports of visits, campaigns, members and accounts to counts, never adding the same twice."""
