"""The report of one campaign with a figure per line: Mailchimp (also of A/B tests) and MailerLite.

`upright_reports` has transposed it to one row. MailerLite does not have the number delivered: it is sent less
hard and soft bounces, which reproduces its rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.formats.described.report_exports import campaign_export
from engagement.sources.raw import upright_reports
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

#: Names of figures by which each tool's report is recognised.
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


FORMATS: Final = (
    campaign_export(
        key="mailchimp_report",
        platform="Mailchimp",
        export="a campaign's report > Export",
        channel="email",
        fits=_fits_mailchimp,
        upright=True,
    ),
    campaign_export(
        key="mailerlite",
        platform="MailerLite",
        export="a campaign's report > Export",
        channel="email",
        fits=_fits_mailerlite,
        upright=True,
    ),
    campaign_export(
        key="campaign_report",
        platform="Campaign report",
        export="any report of one campaign, a figure a line",
        channel="email",
        fits=_fits_any,
        upright=True,
        generic=True,
    ),
)
