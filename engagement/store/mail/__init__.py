"""Mail: schedules, recipients, and what was sent."""
