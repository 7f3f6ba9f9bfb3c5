"""Tables of channels: posts, campaigns, the funnel of visits, members, weekly series."""
