"""Names of kinds of posts in the reader's language, because networks name them in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

#: By the network's own word, in lower case with plain blanks. Other words are shown as in the file.
_TYPES: Final[Mapping[str, Message]] = {
    "ig image": message("IG image"),
    "ig carousel": message("IG carousel"),
    "ig reel": message("IG reel"),
    "ig video": message("IG video"),
    "ig story": message("IG story"),
    "photo": message("Photo"),
    "photos": message("Photos"),
    "image": message("Image"),
    "images": message("Images"),
    "video": message("Video"),
    "videos": message("Videos"),
    "live video": message("Live video"),
    "reel": message("Reel"),
    "reels": message("Reels"),
    "story": message("Story"),
    "stories": message("Stories"),
    "carousel": message("Carousel"),
    "carousel album": message("Carousel"),
    "album": message("Album"),
    "albums": message("Albums"),
    "link": message("Link"),
    "links": message("Links"),
    "text": message("Text"),
    "status": message("Status update"),
    "article": message("Article"),
    "document": message("Document"),
    "poll": message("Poll"),
    "event": message("Event"),
    "other": message("Other"),
}


def post_type(value: str) -> Message | str:
    """Return the name of a kind of post in the reader's language; an unknown one as in the file."""
    return _TYPES.get(" ".join(value.casefold().replace("_", " ").split()), value)
