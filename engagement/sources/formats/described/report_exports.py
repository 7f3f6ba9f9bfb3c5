"""Exports recognised by the meaning of their columns: campaigns, visits, members, contacts, advertising.

The words for columns are in the word files (`engagement/sources/words`). A description states the tool, how
its file is recognised, and how the tool defines a figure.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.orders.rows import names
from engagement.sources.raw import upright_reports
from engagement.sources.reports import visit_rows
from engagement.sources.reports.campaign_rows import campaigns
from engagement.sources.reports.contact_lists import contacts
from engagement.sources.reports.cost_rows import ad_spend
from engagement.sources.reports.member_rows import members

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from engagement.locale import Message
    from engagement.sources.columns.typed import Cells
    from engagement.sources.formats.described.order_columns import Names
    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.reports.campaign_rows import Channel
    from engagement.sources.reports.visit_rows import Bounce

    #: A function that returns how certainly a table is of a format, from 0 to 1.
    Fits = Callable[[RawTable], float]
    #: A function that returns the site and the segment named above a table, None for each that is not named.
    Titles = Callable[[RawTable], tuple[str | None, str | None]]

_FURTHER: Final = message("This line splits the campaign by link, reader or program; it is no campaign")


def campaign_export(
    *,
    key: str,
    platform: str,
    export: str,
    channel: Channel,
    signature: Sequence[Names] = (),
    fits: Fits | None = None,
    upright: bool = False,
    generic: bool = False,
) -> Format:
    """Return the format of a list of campaigns that were sent through `channel`.

    `upright`: each file is the report of one campaign with a figure per line, transposed by
    `raw.upright_reports`.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="email",
        signature=tuple(names(*columns) for columns in signature),
        fits=fits,
        generic=generic,
        read=partial(_read_upright if upright else _read_campaigns, key=key, channel=channel),
    )


def visit_export(
    *,
    key: str,
    platform: str,
    export: str,
    fits: Fits,
    bounce: Bounce,
    titles: Titles | None = None,
    total_marked: bool = False,
) -> Format:
    """Return the format of reports of visits.

    `bounce` is the tool's definition: "ua" a visit of one page, "ga4" a visit that was not engaged.
    `titles` reads the lines above the table. `total_marked`: a word beyond the last column marks the row of
    totals.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="web",
        fits=fits,
        prepare=visit_rows.without_total_mark if total_marked else None,
        read=partial(_read_visits, key=key, bounce=bounce, titles=titles),
    )


def member_export(*, key: str, platform: str, export: str, fits: Fits) -> Format:
    """Return the format of a loyalty programme's list of members, one row per person."""
    return Format(
        key=key, platform=platform, export=export, kind="loyalty", fits=fits,
        read=partial(_read_members, key=key),
    )  # fmt: skip


def contact_export(
    *,
    key: str,
    platform: str,
    export: str,
    signature: Sequence[Names],
    columns: Mapping[str, Names],
    lacks: tuple[tuple[Message, str], ...] = (),
) -> Format:
    """Return the format of a list of contacts with their consent, one row per person.

    `columns` gives the columns of some roles (section [contacts] of the word files) explicitly; `()` for a
    role without a column: `"customer": ()` where orders do not have the list's customer number. `lacks` has
    sentences that are shown until a file of one of the formats is imported.
    """
    return Format(
        key=key,
        platform=platform,
        export=export,
        kind="contacts",
        signature=tuple(names(*header) for header in signature),
        read=partial(_read_contacts, key=key, columns=columns, lacks=lacks),
    )


def ad_spend_export(*, key: str, platform: str, export: str, channel: str, fits: Fits) -> Format:
    """Return the format of a report of advertising spend in one `channel`."""
    return Format(
        key=key, platform=platform, export=export, kind="costs", fits=fits,
        read=partial(_read_ad_spend, key=key, channel=channel),
    )  # fmt: skip


def _read_campaigns(cells: Cells, *, key: str, channel: Channel) -> Mapping[str, pa.Table]:
    return campaigns(cells, key, channel=channel)


def _read_upright(cells: Cells, *, key: str, channel: Channel) -> Mapping[str, pa.Table]:
    cells.set_aside(pc.is_valid(cells.text(upright_reports.FURTHER)), _FURTHER)
    several = pc.sum(cells.kept).as_py() > 1
    return campaigns(cells, key, channel=channel, section=upright_reports.SECTION if several else None)


def _read_visits(cells: Cells, *, key: str, bounce: Bounce, titles: Titles | None) -> Mapping[str, pa.Table]:
    site, segment = (None, None) if titles is None else titles(cells.raw)
    return visit_rows.sessions(cells, key, bounce=bounce, site=site, segment=segment)


def _read_members(cells: Cells, *, key: str) -> Mapping[str, pa.Table]:
    return members(cells, key)


def _read_contacts(
    cells: Cells, *, key: str, columns: Mapping[str, Names], lacks: tuple[tuple[Message, str], ...]
) -> Mapping[str, pa.Table]:
    for sentence, file_format in lacks:
        cells.lack(sentence, file_format)
    return contacts(cells, key, columns=columns)


def _read_ad_spend(cells: Cells, *, key: str, channel: str) -> Mapping[str, pa.Table]:
    return ad_spend(cells, key, channel=channel)
