"""What is known about one request while it goes through the middleware."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.app.who.visitor import NOBODY, Visitor

if TYPE_CHECKING:
    from starlette.types import Scope

_KEY: Final = "engagement.asked"


@dataclass(slots=True)
class Requester:
    """Who asks, and which sites may show the answer in a frame."""

    visitor: Visitor = NOBODY
    origins: tuple[str, ...] = ()


def requester_of(scope: Scope) -> Requester:
    """Return what is known about a request; the same object at every stage."""
    found = scope.setdefault(_KEY, Requester())
    assert isinstance(found, Requester)  # noqa: S101 - tells mypy what lies there
    return found
