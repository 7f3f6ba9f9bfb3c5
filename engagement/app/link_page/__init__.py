"""What opens with a link: its whole reading as one page of HTML, drawn from its bundle without a session."""
