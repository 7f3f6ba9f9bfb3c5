"""The vocabularies, one for each kind of export whose columns are known by name."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from engagement.sources.meaning.vocabulary import Vocabulary
from engagement.sources.values.fold import fold
from engagement.sources.words import campaigns, loyalty, social, totals, web


def folded(names: str) -> frozenset[str]:
    """Return names, parted by "|", as words are compared."""
    return frozenset(name for name in map(fold, names.split("|")) if name)


def _with_mails(role: str, text: str) -> str:
    """Return a figure's names, and each that is one word with what was sent before or behind it."""
    if role not in campaigns.OF_MAILS:
        return text
    alone = [name for name in map(str.strip, text.split("|")) if " " not in name]
    alone += campaigns.SENT.split() if role == "recipients" else []
    joined = (f"{mail} {name}|{name} {mail}" for name in alone for mail in campaigns.MAILS)
    return "|".join([text, *joined])


WEB: Final = Vocabulary(web.WEB)
MEMBER: Final = Vocabulary(loyalty.MEMBER)
CONTACT: Final = Vocabulary(loyalty.CONTACT)
SOCIAL: Final = Vocabulary(social.SOCIAL)
CAMPAIGN: Final = Vocabulary(
    replace(
        campaigns.CAMPAIGN,
        names={role: _with_mails(role, text) for role, text in campaigns.CAMPAIGN.names.items()},
    )
)

TOTALS: Final = folded(totals.FIGURES)
ADVERTISING: Final = folded(social.ADVERTISING)


def is_total(cell: str | None) -> bool:
    """Whether a cell says that its row adds up the others."""
    return cell is not None and fold(cell) in TOTALS
