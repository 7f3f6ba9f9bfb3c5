"""The draft of a link from its form, checked before it is stored."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from engagement.app.guests.conflicts import conflict
from engagement.app.ui.address import to_address
from engagement.app.who import passwords
from engagement.locale import message
from engagement.metrics.segments.dimensions import knows
from engagement.store import StoreError
from engagement.store.sharing import links
from engagement.store.sharing.terms import USUAL_K, Terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.model import Question
    from engagement.store import Workspace

SHORTEST_PASSWORD: Final = 8
_LONG_PASSWORD: Final = 12
_FEWEST_LETTERS: Final = 5
#: Two segments that differ by one day or condition would reveal the few customers between them.
NOT_SHARED: Final = message(
    "Saved segments and groups of customers are not shared: a link could reveal few people by them. Take "
    "this filter back first."
)
MOST_ORIGINS: Final = 5
_HOST: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """The draft of a link.

    `last_day` is the last day on which it opens (UTC), None for no end. `free` are the dimensions with the
    values that recipients may filter by, `hidden` those by which nothing is split. `origins` are the sites
    that may embed it, one to a line.
    """

    title: str
    pages: tuple[str, ...]
    question: Question
    last_day: date | None
    sender: str = ""
    note: str = ""
    free: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()
    password: str = ""
    k: int = USUAL_K
    follows: bool = True
    origins: str = ""


def faults(draft: Draft) -> list[Message]:
    """Return a sentence for each fault that has to be corrected before the link can be made."""
    problems = []
    if not draft.title.strip():
        problems.append(message("Give the link a title: the recipient reads it first."))
    if not draft.pages:
        problems.append(message("Choose at least one page."))
    if any(not values for values in draft.free.values()):
        problems.append(message("Choose the values that the recipient may look at."))
    if draft.password and len(draft.password) < SHORTEST_PASSWORD:
        problems.append(message("The password needs at least {least} characters.", least=SHORTEST_PASSWORD))
    if len(draft.password) > passwords.LONGEST:
        problems.append(message("The password has at most {most} characters.", most=passwords.LONGEST))
    if draft.last_day is not None and draft.last_day < today():
        problems.append(message("The link would have expired already."))
    if any(knows(dimension) for dimension, _ in draft.question.filters):
        problems.append(NOT_SHARED)
    try:
        origins(draft.origins)
    except StoreError as fault:
        problems.append(fault.sentence)
    return problems


def faults_of_a_preview(draft: Draft) -> list[Message]:
    """Return the faults that prevent a preview, which needs neither title nor password."""
    return faults(replace(draft, title=draft.title or "-", password=""))


def make(workspace: Workspace, draft: Draft, who: str) -> tuple[links.Link, str]:
    """Store the link of a draft without faults and return it with its token.

    Raises `StoreError` where it is in conflict with another link.
    """
    conflicting = conflict(workspace, draft.question, links.links(workspace.storage), pages=draft.pages)
    if conflicting is not None:
        raise StoreError(conflicting)
    return links.make_link(
        workspace.storage,
        terms(draft),
        title=draft.title,
        who=who,
        note=draft.note,
        expires_at=None if draft.last_day is None else end_of(draft.last_day),
        follows=draft.follows,
        password_hash=passwords.hashed(draft.password) if draft.password else None,
    )


def terms(draft: Draft) -> Terms:
    """Return the terms of the link, in whose question a hidden dimension is no split either."""
    question = draft.question.in_links
    if question.by is not None and (question.by in draft.hidden or knows(question.by)):
        question = replace(question, by=None)
    return Terms(
        pages=draft.pages,
        question=to_address(question),
        free=dict(draft.free),
        hidden=draft.hidden,
        k=draft.k,
        origins=origins(draft.origins),
        sender=draft.sender.strip(),
    )


def origins(text: str) -> tuple[str, ...]:
    """Return the sites that may embed the page, written one to a line.

    Raises `StoreError` for an invalid one.
    """
    origin_names: dict[str, None] = {}
    for line in text.replace(",", "\n").split():
        origin_names[_origin(line)] = None
    if len(origin_names) > MOST_ORIGINS:
        raise StoreError(message("At most {most} sites may embed a link.", most=MOST_ORIGINS))
    return tuple(origin_names)


def strength(password: str) -> Message:
    """Return how strong a password is, in words, or what a link without one means."""
    if not password:
        return message("Without a password, whoever has the address may open it.")
    if len(password) < SHORTEST_PASSWORD:
        return message("Too short: use at least {least} characters.", least=SHORTEST_PASSWORD)
    if len(set(password)) < _FEWEST_LETTERS or password.isdecimal():
        return message("Easy to guess: mix words, letters and digits.")
    if len(password) < _LONG_PASSWORD:
        return message("Good: wrong tries are slowed down. Send it by another way than the link.")
    return message("Strong. Send it by another way than the link.")


def today() -> date:
    """Return today (UTC), by which links end."""
    return datetime.now(UTC).date()


def end_of(day: date) -> datetime:
    """Return the moment (UTC) at which a day ends."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def last_day(expires_at: datetime) -> date:
    """Return the last day on which a link with this end opens."""
    return (expires_at - timedelta(microseconds=1)).date()


def last_day_of(link: links.Link) -> date | None:
    """Return the last day on which a link opens; None where it has no end."""
    return None if link.expires_at is None else last_day(link.expires_at)


def _origin(text: str) -> str:
    refused = StoreError(message("{site} is no site: write it as https://www.example.com.", site=text[:80]))
    try:
        parts = urlsplit(text.lower())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise refused from None
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password
    if parts.scheme != "https" or extra or not _HOST.fullmatch(host):
        raise refused
    return f"https://{host}" if port in {None, 443} else f"https://{host}:{port}"
