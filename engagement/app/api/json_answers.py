"""Answers to programs: JSON, and where something is wrong one sentence that says what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.responses import Response

from engagement.locale.translator import translator

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

_FRESH: Final = {"Cache-Control": "no-store"}


class Declined(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """A request is not answered; carries the status of HTTP and one sentence."""

    def __init__(self, status: int, sentence: Message, **headers: str) -> None:
        super().__init__(str(sentence))
        self.status, self.sentence = status, sentence
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self, language: str = "en") -> Response:
        """Return the answer that says so."""
        said = str(self) if language == "en" else translator(language).t(self.sentence)
        return as_json({"error": said}, self.status, self.headers)


def as_json(said: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return plain values as a JSON answer that nobody keeps."""
    body = orjson.dumps(said, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)
    return Response(body, status, {**_FRESH, **(headers or {})}, "application/json")


def words(said: Any) -> str:
    """Return a text from outside as it may stand in a sentence: short, and on one line."""
    return " ".join(str(said).split())[:80]
