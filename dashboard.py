"""The front door: language, navigation, the page. Run it with `make run` or `engagement serve`."""

from engagement.app.server import front

front.open()
