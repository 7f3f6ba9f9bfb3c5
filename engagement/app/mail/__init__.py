"""What goes out by mail: the mail server, the letters, when they are due, and the page of schedules."""
