"""What a person says about a link that they make, checked: before any of it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from engagement.app import passwords
from engagement.app.address import from_address, to_address
from engagement.app.escape import inert
from engagement.locale import message
from engagement.metrics.purchases_returns import FOLLOW_UPS
from engagement.metrics.view import open_view
from engagement.store import StoreError, links, told
from engagement.store.terms import USUAL_K, Terms

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.model import Question
    from engagement.metrics.scope import Data
    from engagement.store import Workspace
    from engagement.store.links import Link

SHORTEST_PASSWORD: Final = 8
_LONG_PASSWORD: Final = 12
_FEWEST_LETTERS: Final = 5
MOST_ORIGINS: Final = 5
#: The longest.
_YEAR: Final = 366
_HOST: Final = re.compile(
    r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A link as somebody describes it. `last_day`: it ends when this day does (UTC), None for never."""

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
    """Return what has to be said otherwise before the link can be made."""
    found = []
    if not draft.title.strip():
        found.append(message("Give the link a title: the recipient reads it first."))
    if not draft.pages:
        found.append(message("Choose at least one page."))
    if any(not values for values in draft.free.values()):
        found.append(message("Choose the values that the recipient may look at."))
    if draft.password and len(draft.password) < SHORTEST_PASSWORD:
        found.append(message("The password needs at least {least} characters.", least=SHORTEST_PASSWORD))
    if len(draft.password) > passwords.LONGEST:
        found.append(message("The password has at most {most} characters.", most=passwords.LONGEST))
    if draft.last_day is not None and draft.last_day < today():
        found.append(message("The link would have expired already."))
    try:
        origins(draft.origins)
    except StoreError as fault:
        found.append(fault.sentence)
    return found


def faults_of_a_preview(draft: Draft) -> list[Message]:
    """Return what has to be said otherwise before anything can be shown: neither a title nor a password."""
    return faults(replace(draft, title=draft.title or "-", password=""))


def make(workspace: Workspace, draft: Draft, who: str) -> tuple[links.Link, str]:
    """Make the link of a draft without faults; return it with its token.

    Raises `StoreError` where it is in conflict with another link.
    """
    found = conflict(workspace, draft.question, links.links(workspace.room))
    if found is not None:
        raise StoreError(found)
    return links.make_link(
        workspace.room,
        terms(draft),
        title=draft.title,
        who=who,
        note=draft.note,
        expires_at=None if draft.last_day is None else end_of(draft.last_day),
        follows=draft.follows,
        password_hash=passwords.hashed(draft.password) if draft.password else None,
    )


def terms(draft: Draft) -> Terms:
    """Return what the link shows: a hidden dimension splits nothing, not even the question itself."""
    question = draft.question
    if question.by in draft.hidden:
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


def conflict(
    workspace: Workspace, question: Question, others: Sequence[Link], data: Data | None = None
) -> Message | None:
    """Say why a link of this question cannot be made beside the others of the shop; None where it can.

    `data` are those that it is to tell of; without, those that stand.
    """
    other = subtractable(question, others)
    if other is not None:
        other = subtractable(question, others, bygone(workspace, question, data))
    if other is None:
        return None
    return message(
        "The link {title} has other filters or reads money otherwise: whoever had both could subtract one "
        "from the other and find single customers. Share with the same filters, or let the recipient filter.",
        title=f"“{inert(other.title)}”",
    )


def subtractable(question: Question, others: Iterable[Link], gone: Container[int] = ()) -> Link | None:
    """Return a link from which this one could be subtracted by whoever has both; None where none is.

    That is one with other filters, or one that reads money otherwise: gross less net is what was paid
    back. Links whose filters exclude each other have no row in common, and nothing to subtract. One that
    has ended counts as well, unless it was revoked before anybody opened it, or is one of those that are
    revoked and `gone`. One that has expired may be opened again.
    """
    for link in others:
        may_be_known = link.revoked_at is None or (link.seen_at is not None and link.id not in gone)
        if may_be_known and not is_same(question, link) and not _is_apart(question, link):
            return link
    return None


def bygone(workspace: Workspace, question: Question, data: Data | None = None) -> frozenset[int]:
    """Return the links that have told of days only before any that a question tells of."""
    if data is None:
        version = workspace.version
        data = open_view(version.digest, version.tables, question, workspace.rates()).data
    begins = earliest(question, data)
    if begins is None:
        return frozenset()
    return frozenset(link for link, stop in told.ends(workspace.room).items() if stop <= begins)


def earliest(question: Question, data: Data) -> int | None:
    """Return a day before which a question tells nothing of any table; None where it may reach to the first.

    It tells of its window and of the one that this is compared with, both so much earlier as it takes to
    see what follows.
    """
    ends = [covered.last_day for name in data.sources if (covered := data.coverage(name)) is not None]
    if question.days is None or not ends:
        return None
    last = min([*ends, *([] if question.as_of is None else [question.as_of])])
    # The same days as many years ago as the window takes, and one more for a 29 February.
    years = -(-question.days // _YEAR) + 1
    begins = last - question.days - years * _YEAR - max(FOLLOW_UPS)
    return min(begins, question.compare[0]) if isinstance(question.compare, tuple) else begins


def is_same(question: Question, link: Link) -> bool:
    """Whether a link shows the same rows, with their money read alike."""
    other = from_address(link.terms.question)
    ours, theirs = ((asked.net, asked.currency) for asked in (question, other))
    return _values(question) == _values(other) and ours == theirs


def _is_apart(question: Question, link: Link) -> bool:
    """Whether a link has no row in common with a question."""
    ours, theirs = _values(question), _values(from_address(link.terms.question))
    return any(ours[by].isdisjoint(theirs[by]) for by in ours.keys() & theirs.keys())


def origins(text: str) -> tuple[str, ...]:
    """Read the sites that may embed the page, one to a line; a fault raises `StoreError`."""
    found: dict[str, None] = {}
    for line in text.replace(",", "\n").split():
        found[_origin(line)] = None
    if len(found) > MOST_ORIGINS:
        raise StoreError(message("At most {most} sites may embed a link.", most=MOST_ORIGINS))
    return tuple(found)


def strength(password: str) -> Message:
    """Say how good a password is, or what a link without one means."""
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
    """Return the day by which links end."""
    return datetime.now(UTC).date()


def end_of(day: date) -> datetime:
    """Return the moment at which a day has ended."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)


def last_day(expires_at: datetime) -> date:
    """Return the last day on which a link with this end opens."""
    return (expires_at - timedelta(microseconds=1)).date()


def _values(question: Question) -> dict[str, frozenset[str]]:
    """The values that each filtered dimension keeps."""
    return {dimension: frozenset(values) for dimension, values in question.filters}


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
