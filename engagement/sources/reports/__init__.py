"""From reports of visits, campaigns, members and accounts to counts, without counting twice."""
