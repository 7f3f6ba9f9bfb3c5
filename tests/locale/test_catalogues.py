"""Every sentence is said in every language, and nothing else is."""

from __future__ import annotations

import ast
import string
from functools import cache

import pytest
from babel.messages.pofile import read_po

from engagement.locale import LANGUAGES, message
from engagement.locale.catalogues import ROOT, SOURCES, sentences
from engagement.locale.renamed import RENAMED
from engagement.locale.translator import catalogue, translator


@cache
def _entries(language: str):
    with catalogue(language).open("rb") as file:
        return {e.id if isinstance(e.id, str) else e.id[0]: e for e in read_po(file, locale=language) if e.id}


def _places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.fixture(scope="module")
def code_messages() -> set[str]:
    return {s.text for s in sentences()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_code_stands_in_the_catalogue_and_no_other(code_messages, language):
    written = set(_entries(language))
    assert code_messages - written == set(), "run `make messages` and translate"
    assert written - code_messages == set(), "run `make messages`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_empty_or_fuzzy(language):
    for text, entry in _entries(language).items():
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"{language}: {text!r} has no translation"
        assert not entry.fuzzy, f"{language}: {text!r} is fuzzy"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_places_of_its_sentence(language):
    for text, entry in _entries(language).items():
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        allowed = set().union(*map(_places, ids))
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        for form in forms:
            assert _places(form) <= allowed, f"{language}: {text!r}"
        assert _places(forms[-1]) == allowed, f"{language}: {text!r} loses a value"


@pytest.mark.parametrize("language", [x for x in LANGUAGES if x != "en"])
def test_a_catalogue_is_not_a_copy_of_the_english_one(language):
    entries = _entries(language)
    same = [t for t, e in entries.items() if e.string == t and len(t.split()) > 3]
    assert len(same) < 0.02 * len(entries) + 1, same


def test_a_kept_sentence_that_was_reworded_is_said_in_the_words_of_today():
    entries = _entries("it")
    for old, new in RENAMED.items():
        assert old not in entries, f"{old!r} is said again"
        assert new in entries, f"{new!r} is said no more"
        assert _places(new) == _places(old)
    sentence = message("{networks}: by daily figures", networks="Instagram")
    today = message("{networks}: by daily data", networks="Instagram")  # as in the code
    assert translator("it").t(sentence) == translator("it").t(today) != str(today)


def _calls(name: str):
    for source in SOURCES:
        start = ROOT / source
        for path in start.rglob("*.py") if start.is_dir() else [start]:
            code = path.read_text("utf-8")
            for node in ast.walk(ast.parse(code)) if name in code else ():
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == name:
                    yield path.relative_to(ROOT), node


def test_every_message_is_a_literal_so_that_it_can_be_found_and_translated():
    for path, call in _calls("message"):
        first = call.args[0] if call.args else None
        assert isinstance(first, ast.Constant), f"{path}:{call.lineno}"


#: Calls whose first argument a person reads.
_SHOWN = {"title", "header", "subheader", "caption", "markdown", "write", "text", "info", "warning", "error"}
_SHOWN |= {
    "success",
    "button",
    "download_button",
    "selectbox",
    "pills",
    "popover",
    "metric",
    "toast",
    "badge",
}
_SHOWN |= {
    "expander",
    "file_uploader",
    "page_link",
    "menu_button",
    "segmented_control",
    "link_button",
    "radio",
}


def _shows(function: ast.expr) -> bool:
    """Whether a call is one of Streamlit's that a person reads; what is logged is for the keeper."""
    named = isinstance(function, ast.Attribute) and function.attr in _SHOWN
    return named and not (isinstance(function.value, ast.Name) and function.value.id == "_log")


def test_no_page_says_a_literal_string():
    for source in ("dashboard.py", "pages", "engagement/app"):
        start = ROOT / source
        for path in start.rglob("*.py") if start.is_dir() else [start]:
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _shows(node.func) and node.args:
                    first = node.args[0]
                    literal = isinstance(first, ast.Constant) and isinstance(first.value, str)
                    worded = literal and any(c.isalpha() for c in first.value)
                    assert not worded, f"{path.relative_to(ROOT)}:{node.lineno}: {first.value!r}"
