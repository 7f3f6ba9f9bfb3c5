"""Many readers at once, by real websockets."""
