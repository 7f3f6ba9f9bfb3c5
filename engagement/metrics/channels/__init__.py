"""Tables of channels: posts and campaigns one by one, the way of a visit, members, weeks side by side."""
