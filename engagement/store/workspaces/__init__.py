"""The one object that the app holds: open it, ask it, change it."""
