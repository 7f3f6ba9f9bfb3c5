"""Mail: the SMTP server, the letters, when they are due, and the page of schedules."""
