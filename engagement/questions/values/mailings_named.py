"""Whether a sentence names a single mailing: no figure is of one mailing, but the table of mailings is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.metrics.views.owners import OwnersView
    from engagement.questions.language.expressions import Expressions

_TABLE: Final = "campaigns"
#: The columns with names of mailings.
_CALLED: Final = {_TABLE: ("name", "subject"), "recipients": ("campaign",)}
#: Words of fewer letters are in too many names to tell one.
_SHORTEST: Final = 4
#: The least words of a name to find a mailing by, where nothing says that mailings are spoken of.
_ENOUGH: Final = 2


def names_a_mailing(plain: str, unknown: Sequence[str], view: OwnersView, words: Expressions) -> bool:
    """Return whether the words that were not understood are all in the name or subject of one mailing.

    Short words are left aside. Where nothing says that mailings are spoken of, one word alone is not enough.
    """
    long = {word for word in unknown if len(word) >= _SHORTEST}
    about = words.about.get(_TABLE)
    of_mails = about is not None and about.search(plain) is not None
    if about is not None:
        long = {word for word in long if about.fullmatch(word) is None}
    return (of_mails or len(long) >= _ENOUGH) and bool(long) and any(map(long.issubset, _names(view)))


def _names(view: OwnersView) -> Sequence[frozenset[str]]:
    """Return the words of each name and each subject of the mailings, as one set each."""

    def read() -> tuple[frozenset[str], ...]:
        named: set[str] = set()
        for table, columns in _CALLED.items():
            if view.data.has(table):
                rows = view.data.frame(table).select(*columns).unique().collect("pyarrow").to_native()
                named.update(text for row in rows.to_pylist() for text in row.values() if text)
        return tuple(frozenset(fold(text).split()) for text in sorted(named))

    return view.data.remember(("words of mailings",), read)
