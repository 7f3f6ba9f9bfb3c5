"""What a page shows is said in the reader's language: no English sentence and no word of ours in English."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po
from google.protobuf.message import Message as Proto
from streamlit.proto.Element_pb2 import Element

from engagement.app.navigation.router import ENTRIES
from engagement.locale.translator import catalogue
from tests.cases import few
from tests.talking import talking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.talking import Talk

#: Of a chart: what is written in it. Its customdata are keys by which a point can be chosen.
_WRITTEN = {"text", "ticktext", "hovertext", "hovertemplate", "name", "title"}
_BETWEEN = re.compile(r"\n+| · |\*\*|<br>|:\w+-badge\[|(?<!\\)\]")
#: Fields that name an element for the program.
_UNSEEN = {"id", "key", "anchor", "form_id", "url_path", "query_params", "page_script_hash"}
#: A question of the demo's survey is called so in its file.
_OF_THE_FILE = {"country"}
_PLACE = re.compile(r"\\\{\w+\\\}")
#: Python's own words, which say nothing to a person.
_BARE = {"None", "True", "False", "nan", "NaT", "ok", "low", "high", "numerator", "denominator"}


def _strings(proto: Proto) -> Iterator[str]:
    """All texts of an element; a chart has its own in its specification."""
    for field, value in proto.ListFields():
        if field.name in _UNSEEN:
            continue
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Proto):
                yield from _strings(one)
            elif isinstance(one, str):
                yield from _of_chart(json.loads(one)) if field.name == "spec" else [one]


def _of_chart(part: object, *, shown: bool = False) -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _of_chart(value, shown=name in _WRITTEN)
    elif isinstance(part, list):
        for value in part:
            yield from _of_chart(value, shown=shown)
    elif isinstance(part, str) and shown:
        yield part


def _drawn(talk: Talk) -> Iterator[Proto]:
    """All elements that a page has drawn, and what holds them."""
    for told in talk.received:
        delta = told.delta if told.WhichOneof("type") == "delta" else None
        if delta is not None:
            yield delta.add_block if delta.WhichOneof("type") == "add_block" else delta.new_element


@cache
def _foreign(language: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """The English sentences that this language says otherwise: those without places, and the others."""
    with catalogue(language).open("rb") as file:
        entries = [entry for entry in read_po(file, locale=language) if entry.id]
    own = {text for e in entries for text in ([e.string] if isinstance(e.string, str) else e.string)}
    english = {text for e in entries for text in ([e.id] if isinstance(e.id, str) else e.id)} - own
    with_places = [text for text in english if "{" in text]
    # Places at both ends and few words between them would fit anything.
    telling = [text for text in with_places if len(re.findall(r"[a-z]{3,}", re.sub(r"{\w+}", "", text))) > 2]
    forms = "|".join(_PLACE.sub(".+", re.escape(text)) for text in telling)
    return frozenset(english - set(with_places) - _OF_THE_FILE), re.compile(forms)


@pytest.mark.parametrize("language", few(["it", "pl"], "pl"))
def test_no_page_shows_an_english_sentence_in_another_language(house, language):
    bare, forms = _foreign(language)
    found: dict[str, set[str]] = {}
    for entry in ENTRIES:
        # A session for each page: what stands in the fields of the last one is not taken along.
        with talking(house[0]) as talk:
            talk.run(entry.stem, f"shop=demo&lang={language}")
        elements = list(_drawn(talk))
        kinds = {element.WhichOneof("type") for element in elements if isinstance(element, Element)}
        assert "exception" not in kinds
        headings = [element.heading.tag for element in elements if isinstance(element, Element)]
        assert "h1" in headings, f"{entry.stem} was not drawn"
        texts = {text for proto in elements for text in _strings(proto)}
        parts = {part.strip(" .:→") for text in texts for part in _BETWEEN.split(text)}
        wrong = {part for part in parts | texts if part in bare or forms.fullmatch(part) or part in _BARE}
        if wrong:
            found[entry.stem] = wrong
    assert found == {}
