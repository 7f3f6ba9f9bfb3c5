"""Columns that differ only in brackets: the whole, its parts, people, and networks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.meaning.vocabularies import CAMPAIGN, SOCIAL, WEB
from tests.sources.voices import drop, value, warned, written

WHOLES = ["total", "Total", "totali", "gesamt", "todas", "łącznie", "overall"]
PARTS = ["desktop", "mobile", "tablet", "web", "app", "new", "organic"]


@given(
    st.sampled_from(WHOLES),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=4, unique=True),
    st.sampled_from(["({})", "[{}]"]),
    st.randoms(),
)
def test_the_whole_is_the_figure_wherever_it_stands_among_its_parts(whole, parts, brackets, random):
    columns = [f"{{}} {brackets.format(word)}" for word in (whole, *parts)]
    random.shuffle(columns)
    named = f"{brackets.format(whole)}"
    assert WEB.find([c.format("Sessions") for c in columns])["sessions"] == (f"Sessions {named}",)
    assert SOCIAL.columns_for([c.format("Impressions") for c in columns], "impressions") == (
        f"Impressions {named}",
    )


@given(st.lists(st.sampled_from(PARTS), min_size=2, max_size=4, unique=True))
def test_of_parts_without_a_whole_none_is_the_figure(parts):
    assert "sessions" not in WEB.find([f"Sessions ({part})" for part in parts])
    assert SOCIAL.columns_for([f"Views ({part})" for part in parts], "views") == ()


@pytest.mark.parametrize(
    ("events", "people"),
    [
        ("total", "unique"),
        ("totali", "univoche"),
        ("totales", "únicos"),
        ("gesamt", "eindeutig"),
        ("suma", "unikalne"),
    ],
)
@pytest.mark.parametrize("word", ["Opens", "Opened", "Clicks", "Clicked"])
@pytest.mark.parametrize("turned", [True, False])
def test_who_opened_is_told_from_how_often_it_was_opened(events, people, word, turned):
    concept = "opens" if word.startswith("Open") else "clicks"
    columns = [f"{word} ({events})", f"{word} ({people})"]
    result = CAMPAIGN.find(columns[::-1] if turned else columns)
    assert (result[concept], result[f"unique_{concept}"]) == ((columns[0],), (columns[1],))


@pytest.mark.parametrize("header", ["{0} ({1})", "{0} - {1}", "{1} {0}", "{0} [{1}]"])
def test_each_network_of_a_table_has_rows_of_its_own(tmp_path, header):
    names = [
        header.format(figure, network)
        for figure in ("Impressions", "Likes")
        for network in ("Facebook", "Instagram")
    ]
    rows = [f"2026-03-{day:02},Cup {day},100,900,5,50" for day in range(1, 15)]
    result = drop(written(tmp_path, "\n".join([f"Date,Post,{','.join(names)}", *rows])))
    assert (value(result, "impressions"), value(result, "likes")) == (14_000, 770)
    networks = result[0].tables["posts"].column("network").to_pylist()
    assert sorted(set(networks)) == ["facebook", "instagram"]
    assert "which network" not in warned(result)


def test_the_sum_of_the_networks_is_not_added_to_them(tmp_path):
    names = "Date,Post,Views,Views (Facebook),Views (Instagram),Likes (Facebook),Likes (Instagram)"
    text = f"{names}\n2026-03-01,a,30,10,20,1,1\n2026-03-02,b,30,10,20,1,1\n"
    assert drop(written(tmp_path, text))[0].tables["posts"].column("views").to_pylist() == [10, 10, 20, 20]


def test_visits_by_device_without_a_whole_are_split_by_device(tmp_path):
    text = "Date,Sessions (mobile),Sessions (desktop)\n2026-03-01,10,20\n2026-03-02,11,21\n"
    sessions = drop(written(tmp_path, text))[0].tables["sessions"]
    rows = zip(sessions.column("device").to_pylist(), sessions.column("sessions").to_pylist(), strict=True)
    assert sorted(rows) == [("desktop", 20), ("desktop", 21), ("mobile", 10), ("mobile", 11)]


def test_the_cases_of_brackets(shared):
    folder = shared / "cases/voices"
    result = drop(folder / "impressions_by_network_in_brackets.csv")
    assert value(result, "impressions") == 14_182
    result = drop(folder / "sessions_by_device_in_brackets.csv")
    assert sum(result[0].tables["sessions"].column("sessions").to_pylist()) == 5_782
    assert value(result, "bounce_rate") == pytest.approx(0.403, abs=0.001)
