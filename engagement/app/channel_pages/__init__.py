"""Sections below the figures of channels: posts, visits, campaigns, recipients, members, weeks."""
