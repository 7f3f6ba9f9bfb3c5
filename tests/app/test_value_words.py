"""What a platform or a network calls something in English is said in the reader's language."""

from __future__ import annotations

import csv
import io

import pytest

from engagement.app.figures.formula import capitalized
from engagement.app.navigation.router import ROOT
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.readable.platforms import platform_name
from engagement.readable.post_types import post_type
from engagement.sources.recognition import platform as recognise


def test_every_kind_of_post_of_the_demo_is_said_in_polish_in_words_of_its_own():
    texts = [file.read_text("utf-8-sig") for file in (ROOT / "sample_data").glob("*_posts.csv")]
    kinds = {row["Post type"] for text in texts for row in csv.DictReader(io.StringIO(text))}
    expected = {kind: translator("pl").t(post_type(kind)) for kind in kinds if kind}
    assert len(set(expected.values())) == len(expected) > 5
    assert not set(expected) & set(expected.values())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("CAROUSEL_ALBUM", "Carosello"),
        ("ig Reel", "Reel IG"),
        ("Immagine IG", "Immagine IG"),
        ("Bumper", "Bumper"),
    ],
)
def test_a_kind_of_post_is_known_however_it_is_written_and_else_stays_as_the_file_has_it(value, expected):
    assert translator("it").t(post_type(value)) == expected


def test_a_file_that_was_recognised_by_its_shape_is_named_in_words_and_a_brand_by_its_name():
    generic = [file_format.platform for file_format in recognise.discover() if file_format.generic]
    assert generic
    for platform in generic:
        assert translator("es").t(platform_name(platform)) != platform
    assert platform_name("Shopify") == "Shopify"


#: How a Polish noun that follows a number ends, where it stands first: "zamówień", "klientów".
_AFTER_A_NUMBER = ("ów", "ień", "ji", "osób")


def test_what_is_counted_stands_before_its_number_so_in_the_nominative():
    t = translator("pl")
    for definition in DEFINITIONS.values():
        for what in (definition.metric.numerator, definition.metric.denominator):
            if what is not None:
                assert not t.t(what).split()[0].endswith(_AFTER_A_NUMBER), t.t(what)
    assert capitalized("zamówienia w okresie") == "Zamówienia w okresie"
