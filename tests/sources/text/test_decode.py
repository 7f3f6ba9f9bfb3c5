from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.model.raw_table import SourceError
from engagement.sources.text.decode import decode

TEXTS = {
    "en": "Name;Note\nAva;“fine” – £5 café\n",
    "it": "Città;Nota\nForlì;perché è già più caro, 5 €\n",
    "es": "País;Año\nEspaña;mañana, señor, ¿qué?\n",
    "pl": "Imię;Miasto\nŁukasz;Łódź, źródło, więcej, żółć\n",
    "de": "Straße;Größe\nMünchen;Übung für Ältere\n",
    "fr": "Prénom;Région\nFrançois;Île-de-France, œuvre, été\n",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize(
    ("codec", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-32-le", codecs.BOM_UTF32_LE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
    ],
)
def test_unicode_is_read_with_and_without_a_mark(language, codec, mark):
    assert decode(mark + TEXTS[language].encode(codec)) == (TEXTS[language], codec)


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        ("en", "cp1252"),
        ("it", "cp1252"),
        ("es", "cp1252"),
        ("de", "cp1252"),
        ("fr", "cp1252"),
        ("pl", "cp1250"),
        ("pl", "iso-8859-2"),
        ("it", "iso-8859-15"),
        ("fr", "iso-8859-15"),
    ],
)
def test_a_single_byte_page_is_chosen_by_the_letters_that_it_gives(language, codec):
    assert decode(TEXTS[language].encode(codec))[0] == TEXTS[language]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b" \r\n\t\r\n", "no text"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"<!DOCTYPE html><html>", "web page"),
        (bytes(range(256)) * 8, "not a text table"),
        (codecs.BOM_UTF8 + b"\r\n", "no text"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(content, word):
    with pytest.raises(SourceError, match=word):
        decode(content)


def test_a_late_byte_that_is_not_utf8_changes_the_page_for_the_whole():
    content = b"a,b\n" + b"1,2\n" * 800_000 + "é,2\n".encode("cp1252") + b"1,2\n" * 800_000
    text, name = decode(content)
    assert name == "cp1252"
    assert "é,2" in text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_sentence(content):
    with contextlib.suppress(SourceError):
        assert isinstance(decode(content)[0], str)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b'[{"id": 1, "email": "ava@example.com"}]', "JSON"),
        (b'{\n  "orders": [\n    {"id": 1}\n  ]\n}\n', "JSON"),
        (b'{"id":1,"total":5.0}\n{"id":2,"total":6.0}\n', "JSON"),
        (b"a.csv".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 250, "ZIP"),
    ],
)
def test_what_is_text_and_no_table_is_named(content, word):
    with pytest.raises(SourceError, match=word):
        decode(content)


def test_a_few_nuls_in_a_text_are_no_binary():
    assert decode(b"id,mail\n1,a\x00va@example.com\n" + b"2,ben@example.com\n" * 9)[1] == "utf-8"
    assert decode(b"id,mail\n" + b"1,ava@example.com\x00\n" * 9)[1] == "utf-8"


def test_a_large_file_of_a_code_page_is_decided_on_a_few_words():
    text = "imię;miasto\n" + "Żółć;Kraków\n" * 100_000
    assert decode(text.encode("cp1250")) == (text, "cp1250")


def test_xml_is_named_as_such_and_a_page_in_xml_as_a_page():
    with pytest.raises(SourceError, match="This is XML"):
        decode(b'<?xml version="1.0"?>\n<orders><order id="1"/></orders>')
    with pytest.raises(SourceError, match="web page"):
        decode(b'<?xml version="1.0"?>\n<!DOCTYPE html><html></html>')
