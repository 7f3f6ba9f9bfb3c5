"""Whoever is mentioned in a text is found as an import would have read them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.people import in_text
from tests.growth import times_dearer

ADDRESS = "ava.o'hara+shop@mail.example.com"
_AROUND = st.text(' \t\n,;:<>()[]"«»…“”\u200b\u00a0\u2028')


def found(text: str) -> set[str]:
    return {address for *_, address in in_text.addresses(in_text.plain(text))}


@given(before=_AROUND, after=_AROUND)
def test_an_address_is_found_whatever_stands_around_it(before: str, after: str):
    assert ADDRESS in found(f"{before} {ADDRESS.upper()}{after}")


@pytest.mark.parametrize(
    "text",
    [
        "write to Ava@Example.com.Thanks",
        "mailto:ava@example.com?subject=x",
        "Ava <AVA@EXAMPLE.COM>, today",
        "orders_of=ava@example.com_2024.csv",
        "ava\uff20example.com",
        "a\u200bva@exam\u00adple.com",
    ],
)
def test_an_address_is_found_in_the_spellings_that_files_hold(text: str):
    assert "ava@example.com" in found(text)


@pytest.mark.parametrize(
    "text", ["bava@example.com", "x.ava@example.com", "ava@example.community", "ava at example"]
)
def test_anothers_address_is_not_taken_for_it(text: str):
    assert "ava@example.com" not in found(text)


def test_a_line_means_what_a_shop_could_know_somebody_by():
    kinds = [
        [s.kind for s in in_text.spoken(line, ["Shopify", "Wix"]) if s.is_typed]
        for line in ("a@example.com", "00 39 333 1234", "Ava Rossi, 20121", "17850.0")
    ]
    assert kinds == [
        ["email"],
        ["phone", "customer", "customer"],
        ["name", "customer", "customer"],
        ["phone", "customer", "customer"],
    ]
    assert in_text.spoken("17850.0", ["Wix"])[-1].identities == ("id:wix:17850",)


def test_a_number_may_be_known_with_its_country_and_without():
    (typed, *others) = in_text.spoken("0039 333 1234567", [])
    assert typed.identities == ("phone:393331234567",)
    assert [other.identities for other in others] == [("phone:3331234567",)]
    (typed, *others) = in_text.spoken("333 1234567", [])
    assert typed.identities == ("phone:3331234567",)
    assert ("+39 333 123 4567", ("phone:393331234567",)) in [(o.text, o.identities) for o in others]


def test_a_long_text_takes_no_long_time():
    assert found("@".join("a." * 50_000 for _ in range(3))) == set()


CRAFTED = {
    "beginnings": "a!" * 50 + "@b.b",
    "ends": "a@" + "bb." * 80 + "bb",
    "both": "a!" * 50 + "@" + "bb." * 80 + "bb",
    "runs": "a!a!a!a@b.bb.bb.bb",
}


@pytest.mark.parametrize("made_of", CRAFTED)
def test_a_text_that_is_made_to_hold_a_million_addresses_costs_little_more_than_one_of_names(made_of: str):
    text = " ".join([CRAFTED[made_of]] * (50_000 // len(CRAFTED[made_of])))
    assert len(list(in_text.addresses(text))) < len(text) / 3
    names = ("Ava Rossi " * 5_000)[: len(text)]
    assert (
        times_dearer(
            lambda: [*in_text.of_cell(text, "shopify")], lambda: [*in_text.of_cell(names, "shopify")]
        )
        < 25
    )


def test_an_address_among_many_is_found():
    others = " ".join(f"a!a!a{number}@b.bb.bb" for number in range(60))
    assert "ava@example.com" in found(f"{others} ava@example.com.")


def test_the_name_of_a_column_names_nobody():
    assert in_text.unnamed("How did Ava.Rossi@example.com (our host) do?").split() == [
        "How", "did", "(our", "host)", "do?",
    ]  # fmt: skip
    assert "ava.rossi@example.com" in in_text.respelled("How did Ava Rossi example com do")
