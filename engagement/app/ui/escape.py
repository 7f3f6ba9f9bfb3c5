"""Text that comes from a file, made inert wherever Markdown would act on it."""

from __future__ import annotations

import re

from engagement.readable.one_line import CONTROL, plain

# GitHub-flavoured Markdown lets every ASCII punctuation mark be escaped; Streamlit's own
# directives (":red[...]", ":material/...:", "$...$") begin with one too.
_ACTIVE = re.compile(r"([!-/:-@\[-`{-~])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_MAYBE_ESCAPED = re.compile(r"(\\[!-/:-@\[-`{-~])|[!-/:-@\[-`{-~]")
# Addresses become links even where every mark is escaped; a word joiner, which has no width, parts them.
_LINKED = re.compile(r"@(?=\w)|:(?=//)|\bwww(?=\.)", re.IGNORECASE)


def inert(text: str, most: int = 200) -> str:
    """Return `text` escaped for Markdown: no link, image, formula or colour."""
    return _ACTIVE.sub(r"\\\1", _LINKED.sub("\\g<0>\u2060", plain(text, most)))


def read_aloud(markdown: str) -> str:
    """Return what `inert` or `inert_whole` escaped as plain text, for places that do not render Markdown."""
    return _ESCAPED.sub(r"\1", markdown).replace("\u2060", "")


class Marked(str):
    """Markdown that the program itself wrote, to be inserted into a sentence unescaped."""

    __slots__ = ()


def inert_whole(text: str) -> str:
    """Escape a text that may be escaped already, in whole or in part.

    Every unescaped mark is escaped, so callers need not remember whether it was done.
    """
    if isinstance(text, Marked):
        return text
    parted = _LINKED.sub("\\g<0>\u2060", CONTROL.sub(" ", text))
    return _MAYBE_ESCAPED.sub(lambda match: match[0] if match[1] else f"\\{match[0]}", parted)
