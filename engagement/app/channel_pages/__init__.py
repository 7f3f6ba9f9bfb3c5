"""What stands below the figures of channels: posts, visits and campaigns one by one, members, weeks."""
