"""What is sent by mail: the schedules, whom they reach, and what was sent to whom."""
