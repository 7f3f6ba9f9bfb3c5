"""Text that comes from a file, made inert wherever Markdown would act on it."""

from __future__ import annotations

import re

from engagement.readable.one_line import CONTROL, plain

# GitHub-flavoured Markdown lets every ASCII punctuation mark be escaped; Streamlit's own
# directives (":red[...]", ":material/...:", "$...$") begin with one too.
_ACTIVE = re.compile(r"([!-/:-@\[-`{-~])")
_MAYBE_ESCAPED = re.compile(r"(\\[!-/:-@\[-`{-~])|[!-/:-@\[-`{-~]")
# Addresses become links even where every mark is escaped; a word joiner, which has no width, parts them.
_LINKED = re.compile(r"@(?=\w)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)


def inert(text: str, most: int = 200) -> str:
    """Return `text` so that Markdown shows it letter by letter: no link, image, maths or colour."""
    return _ACTIVE.sub(r"\\\1", _LINKED.sub("\\g<0>\u2060", plain(text, most)))


class Marked(str):
    """Markdown that we have written ourselves, for a place within a sentence."""

    __slots__ = ()


def settled(text: str) -> str:
    """Return a text that may be inert already, or in parts, so that it is inert as a whole.

    Whatever mark is not escaped is. So nobody has to remember whether it was done.
    """
    if isinstance(text, Marked):
        return text
    parted = _LINKED.sub("\\g<0>\u2060", CONTROL.sub(" ", text))
    return _MAYBE_ESCAPED.sub(lambda found: found[0] if found[1] else f"\\{found[0]}", parted)
