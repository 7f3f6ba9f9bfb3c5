"""The report of one campaign, a figure a line: Mailchimp's, a test of variants too, and MailerLite's.

`upright_reports` has turned it on its side. MailerLite does not say how many were delivered: that is what it
sent less hard and soft bounces, which is how its own rates come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.formats.format import Format
from engagement.sources.raw import upright_reports
from engagement.sources.reports.campaigns import campaigns
from engagement.sources.values.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from engagement.sources.columns.typed import Cells
    from engagement.sources.model.raw_table import RawTable

_FURTHER: Final = message("This line splits the campaign by link, reader or program; it is no campaign")
#: What each tool calls its figures.
_MAILCHIMP: Final = frozenset({"total unsubs", "recipients who opened", "total abuse complaints"})
_MAILERLITE: Final = frozenset({"total emails sent", "hard bounce", "soft bounce", "spam complaints"})


def _words(raw: RawTable) -> frozenset[str]:
    return (
        frozenset(map(fold, raw.columns)) if raw.columns[-1:] == (upright_reports.FURTHER,) else frozenset()
    )


def _fits_mailchimp(raw: RawTable) -> float:
    return 0.99 if len(_words(raw) & _MAILCHIMP) >= 2 else 0.0


def _fits_mailerlite(raw: RawTable) -> float:
    return 0.99 if len(_words(raw) & _MAILERLITE) >= 2 else 0.0


def _fits_any(raw: RawTable) -> float:
    return 0.9 if _words(raw) else 0.0


def _read_as(source: str, cells: Cells) -> Mapping[str, pa.Table]:
    cells.set_aside(pc.is_valid(cells.text(upright_reports.FURTHER)), _FURTHER)
    several = pc.sum(cells.kept).as_py() > 1
    return campaigns(cells, source, channel="email", section=upright_reports.SECTION if several else None)


def _read_mailchimp(cells: Cells) -> Mapping[str, pa.Table]:
    return _read_as("mailchimp_report", cells)


def _read_mailerlite(cells: Cells) -> Mapping[str, pa.Table]:
    return _read_as("mailerlite", cells)


def _read_any(cells: Cells) -> Mapping[str, pa.Table]:
    return _read_as("campaign_report", cells)


FORMATS: Final = (
    Format(
        key="mailchimp_report",
        platform="Mailchimp",
        export="a campaign's report > Export",
        kind="email",
        read=_read_mailchimp,
        fits=_fits_mailchimp,
    ),
    Format(
        key="mailerlite",
        platform="MailerLite",
        export="a campaign's report > Export",
        kind="email",
        read=_read_mailerlite,
        fits=_fits_mailerlite,
    ),
    Format(
        key="campaign_report",
        platform="Campaign report",
        export="any report of one campaign, a figure a line",
        kind="email",
        read=_read_any,
        fits=_fits_any,
        generic=True,
    ),
)
