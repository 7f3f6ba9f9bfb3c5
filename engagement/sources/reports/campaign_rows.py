"""Common parts of all tables of campaigns: columns by meaning, rates by delivered, one row per campaign.

Missing figures are null, never 0. Delivered is recipients less bounces. Opens and clicks are people
(`unique_`) or events; which of both a plain "Opens" means follows from the open rate.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final, Literal

import pyarrow as pa
import pyarrow.compute as pc

from engagement import tables
from engagement.locale import message
from engagement.sources.meaning.vocabularies import CAMPAIGN
from engagement.sources.reports.counts_and_shares import keep_last, money, of_share, share
from engagement.sources.values import looks, numbers
from engagement.sources.values.texts import clean, is_missing
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from engagement.sources.columns.typed import Cells
    from engagement.sources.meaning.matcher import ColumnsByConcept
    from engagement.sources.model.raw_table import RawTable

Channel = Literal["email", "sms", "push", "whatsapp", "other"]

SAME: Final = message("The same campaign stands again in this file; the last row of it is kept")
VARIANT: Final = message("A variant of a campaign whose total stands in the same file")
NOT_SENT: Final = message("This campaign has not been sent")
_OF_SENT: Final = message(
    "The file says how many were sent and not how many were delivered: its rates are of those sent"
)

_SAMPLE: Final = 200
#: 20260901 is a date.
_COMPACT_DATE: Final = 8
_NOT_SENT: Final = re.compile(
    r"^(?:draft|scheduled|planned|cancell?ed|bozza|programmata|annullata|borrador|programad[ao]|cancelad[ao]"
    r"|szkic|zaplanowan[aey]|anulowan[aey]|entwurf|geplant|abgebrochen|brouillon|programmee?|annulee?|rascunho"
    r"|agendad[ao])\b"
)
_CHANNELS: Final[tuple[tuple[Channel, re.Pattern[str]], ...]] = (
    ("whatsapp", re.compile(r"whats ?app")),
    ("sms", re.compile(r"\b(?:sms|mms|text|texts|rcs)\b")),
    ("push", re.compile(r"\bpush\b")),
    ("email", re.compile(r"\b(?:e ?mails?|newsletter|mail|regular|plaintext|correo|courriel)\b")),
)
_COUNTS: Final = (
    *("recipients", "opens", "unique_opens", "clicks", "unique_clicks", "unsubscribes"),
    *("complaints", "orders"),
)
#: How near two shares are when they are the same, one of them rounded.
_TOLERANCE: Final = 0.006


def campaigns(
    cells: Cells, source: str, *, channel: Channel | None, section: str | None = None
) -> Mapping[str, pa.Table]:
    """Return the canonical table of campaigns.

    `channel` is that of rows that do not state one; `section` is a column with the names of variants.
    """
    by_concept = _by_content(cells, CAMPAIGN.columns_of(cells.raw.columns, cells.hints.roles))
    _set_unsent_aside(cells, by_concept)
    instant = _sent(cells, by_concept)
    name, subject = _text(cells, by_concept, "name"), _text(cells, by_concept, "subject")
    variant = cells.text(section) if section else _text(cells, by_concept, "variant")
    figures = _figures(cells, by_concept)
    _tell_more_than_reached(cells, figures)
    columns = figures | money(cells, by_concept.get("revenue", ()), by_concept.get("currency", ()))
    ids = _ids(cells, by_concept, pc.coalesce(name, subject), instant, variant)
    columns |= {
        "source": pa.array([source] * cells.raw.rows, pa.string()),
        "campaign_id": ids,
        "name": pc.coalesce(name, subject),
        "subject": subject,
        "list": _text(cells, by_concept, "list"),
        "channel": _channels(cells, by_concept, channel),
        "instant": instant,
        "day": instant.cast(pa.date32()).cast(pa.int32()),
        "line": cells.raw.lines,
    }
    keep_last(cells, ids, SAME)
    return {"campaigns": tables.conform("campaigns", pa.table(columns).filter(cells.kept))}


def _by_content(cells: Cells, columns: ColumnsByConcept) -> ColumnsByConcept:
    """Return the columns with "Sent" and "Audience" as recipients if they have counts."""
    counts = tuple(
        column for name in ("sent", "list") for column in columns.get(name, ()) if _are_counts(cells, column)
    )
    if not counts:
        return columns
    others = {name: tuple(c for c in names if c not in counts) for name, names in columns.items()}
    return {**others, "recipients": others.get("recipients", ()) + counts}


def _are_counts(cells: Cells, column: str) -> bool:
    return holds_counts(cells.raw, column)


def holds_counts(raw: RawTable, column: str) -> bool:
    """Return whether a column has counts instead of dates: "Sent" may be either."""
    cells = raw.data.column(raw.columns.index(column)).drop_null()[:_SAMPLE].to_pylist()
    texts = [text for cell in cells if (text := clean(cell)) and not is_missing(text)]
    return (
        bool(texts)
        and not looks.are_epochs(texts)
        and all(
            len(t) != _COMPACT_DATE
            and numbers.take_apart(t) is not None
            and not looks.is_day(t, written=True)  # 28.01.2026 has the marks of a number
            for t in texts
        )
    )


def _text(cells: Cells, columns: ColumnsByConcept, concept: str) -> pa.Array:
    texts = [cells.text(column) for column in columns.get(concept, ())[:2]]
    return pc.coalesce(*texts) if texts else pa.nulls(cells.raw.rows, pa.string())


def _set_unsent_aside(cells: Cells, columns: ColumnsByConcept) -> None:
    for column in columns.get("status", ())[:1]:
        states = cells.text(column).to_pylist()
        unsent = [bool(s and _NOT_SENT.match(fold(s))) for s in states]
        cells.set_aside(pa.array(unsent, pa.bool_()), NOT_SENT, column)


def _sent(cells: Cells, columns: ColumnsByConcept) -> pa.Array:
    """Return when each campaign was sent: a date, with the time of day if a column has it."""
    sent_columns = (*columns.get("sent", ()), *columns.get("time", ()))
    clocks = [column for column in sent_columns if _looks(cells, column, clock=True)]
    moments = [
        column for column in sent_columns if column not in clocks and _looks(cells, column, clock=False)
    ]
    if not moments and cells.hints.roles is None:
        moments = _days_by_content(cells, columns)
    if not moments:
        return pa.nulls(cells.raw.rows, pa.timestamp("us"))
    instant = cells.instant(moments[0], time=clocks[0] if clocks else None)
    cells.set_future_aside(instant, moments[0])
    return instant


def _days_by_content(cells: Cells, by_concept: ColumnsByConcept) -> list[str]:
    """Return the only column of dates if no header means the date of sending; else nothing."""
    named = {column for columns in by_concept.values() for column in columns}
    days = [
        name
        for place, name in enumerate(cells.raw.columns)
        if name not in named
        and looks.are_days(cells.raw.data.column(place)[:_SAMPLE].drop_null().to_pylist())
    ]
    if len(days) != 1:
        return []
    cells.warn(
        message("{column} is read as the day on which each was sent, by what it holds", column=days[0])
    )
    return days


def _looks(cells: Cells, column: str, *, clock: bool) -> bool:
    """Return whether a column has dates or, with `clock`, times of day."""
    texts = [text for text in cells.text(column).drop_null()[:_SAMPLE].to_pylist() if text]
    if clock:
        return bool(texts) and all(looks.is_time(text) and not looks.is_day(text) for text in texts)
    return any(any(c.isdigit() for c in text) for text in texts)


def _figures(cells: Cells, columns: ColumnsByConcept) -> dict[str, pa.Array]:
    counts = {name: cells.integer(*columns.get(name, ())[:1]) for name in _COUNTS}
    bounces = _bounces(cells, columns)
    delivered = cells.integer(*columns.get("delivered", ())[:1])
    counts["recipients"] = pc.coalesce(counts["recipients"], pc.add(delivered, bounces))
    unsaid = "recipients" in columns and "delivered" not in columns and bounces.null_count == len(bounces)
    if unsaid and cells.hints.roles is None:
        cells.warn(_OF_SENT)
    delivered = pc.coalesce(delivered, pc.subtract(counts["recipients"], bounces))
    reached = pc.coalesce(delivered, counts["recipients"])
    for people, events, rate in (
        ("unique_opens", "opens", "open_rate"),
        ("unique_clicks", "clicks", "click_rate"),
    ):
        if people not in columns and rate in columns:
            recipients = _people(cells, counts[events], columns[rate][0], reached)
            counts[people] = pc.coalesce(recipients, of_share(cells, columns[rate], reached))
            counts[events] = (
                counts[events]
                if recipients.null_count == len(recipients)
                else pa.nulls(len(recipients), pa.int64())
            )
    unsubscribed = of_share(cells, columns.get("unsubscribe_rate", ()), reached)
    counts["unsubscribes"] = pc.coalesce(counts["unsubscribes"], unsubscribed)
    return counts | {"delivered": delivered, "bounces": bounces}


def _tell_more_than_reached(cells: Cells, figures: Mapping[str, pa.Array]) -> None:
    """Warn about rows in which more people opened or clicked than were reached, or fewer than 0."""
    reached = pc.coalesce(figures["delivered"], figures["recipients"])
    people = [figures[name] for name in ("unique_opens", "unique_clicks", "unsubscribes")]
    wrong = pa.repeat(pa.scalar(False), cells.raw.rows)
    for count in people:
        wrong = pc.or_(
            wrong, pc.fill_null(pc.or_kleene(pc.greater(count, reached), pc.less(count, 0)), False)
        )
    count = pc.sum(pc.and_(wrong, cells.kept)).as_py() or 0
    if count:
        cells.warn(
            message(
                "In {count} row more people opened, clicked or unsubscribed than were reached, "
                "or fewer than none",
                "In {count} rows more people opened, clicked or unsubscribed than were reached, "
                "or fewer than none",
                n=count,
                count=count,
            )
        )


def _bounces(cells: Cells, columns: ColumnsByConcept) -> pa.Array:
    """Return the total number of bounces, else the sum of hard and soft ones."""
    bounces = cells.integer(*columns.get("bounces", ())[:1])
    kinds = [cells.integer(columns[name][0]) for name in ("hard_bounces", "soft_bounces") if name in columns]
    if not kinds:
        return bounces
    return pc.coalesce(bounces, kinds[0] if len(kinds) == 1 else pc.add(kinds[0], kinds[1]))


def _people(cells: Cells, events: pa.Array, rate: str, delivered: pa.Array) -> pa.Array:
    """Return `events` if they divided by `delivered` equal the rate, so count people; else nulls."""
    none = pa.nulls(len(events), pa.int64())
    worked_out = pc.divide(events.cast(pa.float64()), pc.if_else(pc.equal(delivered, 0), None, delivered))
    away = pc.abs(pc.subtract(worked_out, share(cells, rate))).drop_null()
    if not len(away):
        return none
    return events if pc.mean(pc.less(away, _TOLERANCE)).as_py() > 0.9 else none


def _channels(cells: Cells, columns: ColumnsByConcept, default: Channel | None) -> pa.Array:
    """Return the channel of each campaign from its cell, else `default`."""
    texts = _text(cells, columns, "channel").to_pylist()
    read = [channel_in(text) if text else None for text in texts]
    if not any(read):
        return pa.array([default] * cells.raw.rows, pa.string())
    return pa.array([c or ("other" if s else default) for c, s in zip(read, texts, strict=True)], pa.string())


def channel_in(words: str) -> Channel | None:
    """Return the channel that a text mentions, or None."""
    text = fold(words)
    return next((name for name, pattern in _CHANNELS if pattern.search(text)), None)


def _ids(
    cells: Cells, columns: ColumnsByConcept, name: pa.Array, instant: pa.Array, variant: pa.Array
) -> pa.Array:
    """Return the tool's id, with the variant's name if there are several; without an id, a computed one."""
    ids = _text(cells, columns, "campaign_id").to_pylist()
    variants = _variants(cells, ids, name.to_pylist(), variant.to_pylist())
    mailings = list(zip(ids, name.to_pylist(), instant.to_pylist(), strict=True))
    of_several = _of_several(mailings)
    made = [_id(ident, _made_id(title, when)) if ident in of_several else ident or _made_id(title, when)
            for ident, title, when in mailings]  # fmt: skip
    return pa.array([_id(*parts) for parts in zip(made, variants, strict=True)], pa.string())


def _of_several(mailings: Sequence[tuple[str | None, str | None, datetime | None]]) -> set[str | None]:
    """Return the ids that several mailings share: waves of one campaign, or the days of a flow.

    The rows with such an id differ in name and day, or all in the day.
    """
    by_id: dict[str | None, tuple[set[str], list[datetime | None]]] = {}
    for ident, title, when in mailings:
        names, moments = by_id.setdefault(ident, (set(), []))
        names.update([title] if title else [])
        moments.append(when)
    return {
        ident
        for ident, (names, moments) in by_id.items()
        if ident and len(days := set(moments) - {None}) > 1 and (len(names) > 1 or len(days) == len(moments))
    }


def _variants(
    cells: Cells, ids: Sequence[str | None], names: Sequence[str | None], variants: Sequence[str | None]
) -> Sequence[str | None]:
    """Return the names of variants; set them aside if their campaign also has a row for the total."""
    campaign_keys = [ident or name for ident, name in zip(ids, names, strict=True)]
    is_kept = cells.kept.to_pylist()
    whole_campaigns = {c for c, v, k in zip(campaign_keys, variants, is_kept, strict=True) if k and not v}
    part = [bool(v) and c in whole_campaigns for c, v in zip(campaign_keys, variants, strict=True)]
    cells.set_aside(pa.array(part, pa.bool_()), VARIANT)
    return variants


def _id(ident: str, variant: str | None) -> str:
    return f"{ident}/{variant}" if variant else ident


def _made_id(name: str | None, when: datetime | None) -> str:
    words = f"{name or ''}|{when.isoformat() if when else ''}"
    return f"made-{hashlib.blake2b(words.encode(), digest_size=8).hexdigest()}"
