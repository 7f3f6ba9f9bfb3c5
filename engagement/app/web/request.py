"""The visitor of a request, for all stages of the middleware."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from engagement.app.who.visitor import NOBODY, Visitor

if TYPE_CHECKING:
    from starlette.types import Scope

_KEY: Final = "engagement.asked"


@dataclass(slots=True)
class Requester:
    """The visitor of a request, and the sites that may show the response in a frame."""

    visitor: Visitor = NOBODY
    origins: tuple[str, ...] = ()


def requester_of(scope: Scope) -> Requester:
    """Return the requester of a request; the same object at every stage."""
    requester = scope.setdefault(_KEY, Requester())
    assert isinstance(requester, Requester)  # noqa: S101 - tells mypy what lies there
    return requester
