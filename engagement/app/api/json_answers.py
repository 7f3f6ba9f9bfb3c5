"""Answers to programs: JSON, and for an error a status with one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import orjson
from starlette.responses import Response

from engagement.questions.answering import saying_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

_FRESH: Final = {"Cache-Control": "no-store"}


class Declined(Exception):  # noqa: N818 - it is a sentence for a person, not an error of the program
    """A request that is not answered, with an HTTP status and a sentence for people."""

    def __init__(self, status: int, sentence: Message, **headers: str) -> None:
        super().__init__(str(sentence))
        self.status, self.sentence = status, sentence
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def response(self, language: str = "en") -> Response:
        """Return the JSON answer with the sentence in a language."""
        return as_json({"error": saying_in(language)(self.sentence)}, self.status, self.headers)


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Return values as a JSON answer that must not be cached."""
    body = orjson.dumps(value, option=orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_INDENT_2)
    return Response(body, status, {**_FRESH, **(headers or {})}, "application/json")


def words(text: Any) -> str:
    """Return a value from outside as text for a sentence: shortened, and on one line."""
    return " ".join(str(text).split())[:80]
