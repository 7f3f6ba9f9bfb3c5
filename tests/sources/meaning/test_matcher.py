from __future__ import annotations

import pytest

from engagement.sources.meaning.kind import Kind
from engagement.sources.meaning.matcher import FoundColumn, Matcher
from engagement.sources.meaning.vocabularies import CAMPAIGN, MEMBER, WEB

WORDS = Matcher(
    Kind(
        names={"opens": ("total opens", "opens"), "open_rate": ("open rate",)},
        stems={"opens": r"\bopenings\b"},
        barred=r"\bper\b",
    )
)


@pytest.mark.parametrize("header", ["Total Opens", "total_opens", "totalOpens", "TOTAL-OPENS", "Opens (all)"])
def test_a_name_is_known_in_every_spelling(header):
    assert WORDS.role_of(header) == "opens"


@pytest.mark.parametrize("header", ["Opens (%)", "% Opens", "Opens (previous period)", "Opens per person"])
def test_a_share_or_another_period_is_not_the_figure(header):
    assert WORDS.role_of(header) is None


@pytest.mark.parametrize("header", ["Open rate", "Open Rate (%)", "Open rate %"])
def test_a_rate_may_be_in_per_cent(header):
    assert WORDS.role_of(header) == "open_rate"


def test_the_surest_name_stands_first_and_stems_only_help_out():
    assert WORDS.find(["Opens", "Total opens", "All openings"])["opens"] == ("Total opens", "Opens")
    assert WORDS.find(["All openings"])["opens"] == ("All openings",)


@pytest.mark.parametrize("vocabulary", [WEB, CAMPAIGN, MEMBER])
def test_a_column_serves_one_concept(vocabulary):
    headers = [
        f"{name} {kind}".strip() for name in ("Sessions", "Opens", "Points", "Sent") for kind in ("", "id")
    ]
    columns_found = [column for columns in vocabulary.find(headers).values() for column in columns]
    assert len(columns_found) == len(set(columns_found))


def test_what_was_found_says_by_what_it_was_found():
    columns = ["Opens (all)", "Total Opens", "Openings"]
    assert WORDS.ranked(columns, "opens") == (
        FoundColumn("opens", "Total Opens", "name"),
        FoundColumn("opens", "Opens (all)", "bare name"),
    )
    assert WORDS.ranked(["Openings"], "opens") == (FoundColumn("opens", "Openings", "stems"),)
    assert WORDS.ranked(["Anything"], "opens") == ()


def test_a_column_serves_one_role_but_is_shown_for_each_that_it_may_have():
    words = Matcher(Kind(names={"date": ("day", "when"), "published": ("posted", "when")}))
    assert words.find(["When"]) == {"date": ("When",)}
    assert words.columns_for(["When"], "published") == ("When",)
    assert words.has(["When"], "date", "published")
