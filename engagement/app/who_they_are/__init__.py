"""Who the customers are, as a page: their groups, who moved between them, who is late, what they brought."""
