"""A catalogue read quickly says what Babel reads in it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations as TranslationsOfBabel

from engagement.locale import LANGUAGES
from engagement.locale.po_file import Translations
from engagement.locale.translator import catalogue

if TYPE_CHECKING:
    from pathlib import Path

_TRAPS = r"""
msgid ""
msgstr ""
"Language: pl\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"

#: somewhere.py
msgid "in \"quotes\", with a \\ and an end\n"
msgstr "„w cudzysłowie”, \\ i koniec\n"

msgid ""
"over two "
"lines"
msgstr ""
"w dwóch "
"wierszach"

msgid "not yet"
msgstr ""

#, python-brace-format
msgid "{n} order"
msgid_plural "{n} orders"
msgstr[0] "{n} zamówienie"
msgstr[1] "{n} zamówienia"
msgstr[2] "{n} zamówień"
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_catalogue_says_what_babel_reads_in_it(language):
    with catalogue(language).open("rb") as file:
        ids = [entry.id for entry in read_po(file, locale=language) if entry.id]
    ours, theirs = Translations(catalogue(language)), _of_babel(catalogue(language))
    for text in ids:
        if isinstance(text, str):
            assert ours.gettext(text) == theirs.gettext(text)
        else:
            for n in (0, 1, 2, 5, 12, 22, 100):
                assert ours.ngettext(*text, n) == theirs.ngettext(*text, n)


def test_quotes_ends_of_lines_and_forms_of_the_plural_are_read(tmp_path):
    file = tmp_path / "traps.po"
    file.write_text(_TRAPS, encoding="utf-8")
    read = Translations(file)
    assert read.gettext('in "quotes", with a \\ and an end\n') == "„w cudzysłowie”, \\ i koniec\n"
    assert read.gettext("over two lines") == "w dwóch wierszach"
    assert read.gettext("not yet") == "not yet"
    assert [read.ngettext("{n} order", "{n} orders", n) for n in (1, 3, 5)] == [
        "{n} zamówienie",
        "{n} zamówienia",
        "{n} zamówień",
    ]


def test_a_line_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "wrong.po"
    file.write_text('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr b\n', encoding="utf-8")
    with pytest.raises(ValueError, match="b"):
        Translations(file)


def _of_babel(path: Path) -> TranslationsOfBabel:
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return TranslationsOfBabel(compiled)
