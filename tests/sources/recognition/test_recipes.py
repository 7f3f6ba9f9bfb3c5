"""What was said of one file is done to the next of its shape, visibly, and never against a platform."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints, StatedQuestion
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.sources.recognition.recipes import Recipe, recipe_from_json, recipe_to_json, shape
from tests.sources.formats.order_files import KEY, column, headers, text, warnings
from tests.sources.formats.survey_files import raw_table

UNKNOWN = (
    "Číslo;Kdy;Kdo;Kolik;Jak\n"
    "A-1;03/04/2026;ana@example.com;1.234,50;zaplaceno\n"
    "A-2;04/04/2026;ben@example.com;12,00;refunded\n"
)
ROLES = {"order_id": "Číslo", "date": "Kdy", "email": "Kdo", "amount": "Kolik", "status": "Jak"}


def recipe(content: str, kind="orders", roles=None, **more) -> Recipe:
    return Recipe(shape(raw_table(content)), kind, ROLES if roles is None else roles, day=20_500, **more)


def read(tmp_path, content, *recipes, hints=None):
    path = tmp_path / "table.csv"
    path.write_text(content, "utf-8", newline="")
    (imported,) = reading.read(path, path.name, key=KEY, hints=hints or Hints(), recipes=recipes)
    report = imported.report
    assert report.rows_in == report.rows_kept + report.rows_set_aside
    return imported


def test_a_shape_is_the_set_of_column_names_whatever_their_order_case_and_blanks():
    assert shape(raw_table("A b,Č,c\n1,2,3\n")) == shape(raw_table("c;a  B;č\n4;5;6\n7;8;9\n"))
    assert shape(raw_table("a,b,c\n1,2,3\n")) != shape(raw_table("a,b,d\n1,2,3\n"))


names = st.lists(st.text("abcdefgh", min_size=1, max_size=6), min_size=2, max_size=8, unique=True)


@given(names, st.randoms(use_true_random=False))
def test_a_shape_does_not_depend_on_the_order_of_columns(columns, random):
    def of(header):
        return shape(replace(raw_table("x,y\n1,2\n"), columns=tuple(header)))

    shuffled = random.sample(columns, len(columns))
    assert of(columns) == of(shuffled)
    assert of(columns) != of([*columns, "z"])


def test_cells_beyond_the_header_do_not_change_the_shape():
    plain = raw_table("a,b,c\n1,2,3\n4,5,6\n7,8,9\n1,2,3\n4,5,6\n")
    ragged = raw_table("a,b,c\n1,2,3\n4,5,6,note\n7,8,9\n1,2,3\n4,5,6\n")
    assert ragged.overflow
    assert shape(plain) == shape(ragged)


def test_a_recipe_survives_json():
    given = recipe(
        UNKNOWN, date_order="day", currency="CZK", questions={"Q": StatedQuestion("effort", reversed=True)}
    )
    assert recipe_from_json(json.loads(json.dumps(recipe_to_json(given)))) == given


def test_an_unknown_table_is_read_by_what_was_said_and_says_so(tmp_path):
    imported = read(tmp_path, UNKNOWN, recipe(UNKNOWN, date_order="day", currency="CZK"))
    assert imported.report.confidence == "asked"
    assert column(imported, "order_id") == ["A-1", "A-2"]
    assert column(imported, "gross") == [123450, 1200]
    assert column(imported, "currency") == ["CZK", "CZK"]
    assert [str(when)[:10] for when in column(imported, "instant")] == ["2026-04-03", "2026-04-04"]
    assert column(imported, "status")[1] == "refunded"
    assert imported.report.warnings[0].text.startswith("Read by what you said on {day}")
    assert "2026-02-16" in warnings(imported)
    assert "columns are read by what their names mean" not in warnings(imported)


def test_without_an_answer_the_same_table_asks(tmp_path):
    with pytest.raises(NeedsAnswer, match="not recognised") as refusal:
        read(tmp_path, UNKNOWN)
    assert refusal.value.proposals[0].shape == recipe(UNKNOWN).shape


def test_the_next_file_of_the_shape_may_have_other_rows_order_case_and_separator(tmp_path):
    following = 'kdo,KOLIK,Kdy,jak,číslo\neva@example.com,"99,00",05/04/2026,zaplaceno,A-3\n'
    imported = read(tmp_path, following, recipe(UNKNOWN, date_order="day", currency="CZK"))
    assert imported.report.confidence == "asked"
    assert column(imported, "gross") == [9900]
    assert [str(when)[:10] for when in column(imported, "instant")] == ["2026-04-05"]


def test_rejected_rows_come_back_with_their_error_and_are_of_the_same_shape(tmp_path):
    back = UNKNOWN.replace("Jak\n", "Jak;Error\n").replace("no\n", "no;bad date\n").replace("ed\n", "ed;\n")
    imported = read(tmp_path, back, recipe(UNKNOWN))
    assert imported.report.confidence == "asked"


def test_a_recipe_overrides_a_generic_reading(tmp_path):
    content = "Order number,Date,Total,Net total,Email\n1,2026-01-02,10.00,8.00,ana@example.com\n"
    assert column(read(tmp_path, content), "gross") == [1000]
    roles = {"order_id": "Order number", "date": "Date", "amount": "Net total"}
    imported = read(tmp_path, content, recipe(content, roles=roles))
    assert column(imported, "gross") == [800]
    assert column(imported, "customer_key") == [None]
    assert "Email" in imported.report.columns_ignored


def test_an_exact_recognition_is_overruled_in_its_hints_only(tmp_path):
    row = {"Name": "#1", "Email": "ana@example.com", "Created at": "2026-01-02 10:00:00 +0100"}
    row |= {"Total": "10.00", "Financial Status": "paid"}
    content = text(headers()["shopify_79"], [row])
    wrong = recipe(content, kind="social", roles={"published": "Name"}, currency="CZK")
    imported = read(tmp_path, content, wrong)
    assert (imported.report.kind, imported.report.confidence) == ("orders", "exact")
    assert column(imported, "currency") == ["CZK"]
    assert "Read by what you said" in warnings(imported)


def test_what_is_said_of_this_very_file_weighs_more_than_its_recipe(tmp_path):
    given = recipe(UNKNOWN, date_order="day", currency="CZK")
    imported = read(tmp_path, UNKNOWN, given, hints=Hints(date_order="month", currency="EUR"))
    assert [str(when)[:10] for when in column(imported, "instant")] == ["2026-03-04", "2026-04-04"]
    assert column(imported, "currency") == ["EUR", "EUR"]


def test_addresses_are_never_kept_in_clear_whatever_was_said(tmp_path):
    imported = read(tmp_path, UNKNOWN, recipe(UNKNOWN, roles={**ROLES, "tags": "Kdo", "email": "Kdo"}))
    assert column(imported, "tags") == [None, None]
    assert None not in column(imported, "customer_key")


SURVEY = (
    "Kiedy,Kto,P1,P2,P3\n"
    "2026-01-02,ana@example.com,2,9,super\n"
    "2026-01-03,ben@example.com,6,4,ok ok\n"
    "2026-01-04,eva@example.com,1,10,tak\n"
)


def test_what_a_person_says_of_questions_is_done(tmp_path):
    questions = {
        "P1": StatedQuestion("effort", reversed=True),
        "P2": StatedQuestion("nps"),
        "P3": StatedQuestion("comment"),
        "Kto": StatedQuestion("comment"),
    }
    given = recipe(SURVEY, kind="surveys", roles={"submitted": "Kiedy"}, questions=questions)
    rows = read(tmp_path, SURVEY, given).tables["responses"].to_pylist()
    by_question = {row["question"]: row for row in rows if row["line"] == 2}
    assert by_question.keys() == {"P1", "P2", "P3"}
    assert (by_question["P1"]["kind"], by_question["P1"]["score"], by_question["P1"]["reversed"]) == (
        "effort",
        2,
        True,
    )
    assert (by_question["P2"]["kind"], by_question["P2"]["scale_low"], by_question["P2"]["scale_high"]) == (
        "nps",
        0,
        10,
    )
    assert by_question["P3"]["comment"] == "super"
    assert str(by_question["P1"]["instant"])[:10] == "2026-01-02"
    assert all(row["customer_key"] is not None for row in rows)


def test_an_ignored_question_is_not_read(tmp_path):
    questions = {
        "P1": StatedQuestion("rating"),
        "P2": StatedQuestion("ignored"),
        "P3": StatedQuestion("ignored"),
    }
    given = recipe(SURVEY, kind="surveys", roles={}, questions=questions)
    rows = read(tmp_path, SURVEY, given).tables["responses"].to_pylist()
    assert {row["question"] for row in rows} == {"P1"}


def test_answers_in_words_are_no_scores_however_they_are_called(tmp_path):
    given = recipe(SURVEY, kind="surveys", roles={}, questions={"P3": StatedQuestion("nps")})
    imported = read(tmp_path, SURVEY, given)
    rows = imported.tables["responses"].to_pylist()
    assert {row["kind"] for row in rows if row["question"] == "P3"} <= {"comment", "choice"}
    assert "no answers of such a kind" in warnings(imported)


def test_posts_are_read_by_what_was_said(tmp_path):
    content = "Dne,Odkaz,Srdíčka,Dosah\n2026-01-02,https://www.instagram.com/p/abc/,10,200\n"
    roles = {"published": "Dne", "permalink": "Odkaz", "likes": "Srdíčka", "reach": "Dosah"}
    imported = read(tmp_path, content, recipe(content, kind="social", roles=roles))
    (post,) = imported.tables["posts"].to_pylist()
    assert (post["network"], post["likes"], post["reach"]) == ("instagram", 10, 200)


def test_without_a_post_in_it_the_table_is_one_of_days(tmp_path):
    content = "Dne,Srdíčka,Lidé\n2026-01-02,10,2000\n"
    roles = {"published": "Dne", "likes": "Srdíčka", "followers": "Lidé"}
    imported = read(tmp_path, content, recipe(content, kind="social", roles=roles))
    (day,) = imported.tables["audience"].to_pylist()
    assert (day["likes"], day["followers"]) == (10, 2000)


def test_a_recipe_that_cannot_read_its_file_refuses_in_words(tmp_path):
    given = recipe(UNKNOWN, kind="social", roles={"likes": "Kolik"})
    with pytest.raises(SourceError, match="Say which column holds this: Day"):
        read(tmp_path, UNKNOWN, given)


@pytest.mark.parametrize(
    ("kind", "content", "roles", "table", "expected"),
    [
        (
            "loyalty",
            "Kdo,Od,Bodíky\nana@example.com,2026-01-02,120\n",
            {"email": "Kdo", "joined": "Od", "points": "Bodíky"},
            "members",
            {"points": 120, "day": 20_455},
        ),
        (
            "email",
            "Zpráva,Kdy,Komu,Otevřelo\nZima,2026-01-02,1000,250\n",
            {"name": "Zpráva", "sent": "Kdy", "recipients": "Komu", "unique_opens": "Otevřelo"},
            "campaigns",
            {"name": "Zima", "day": 20_455, "recipients": 1000, "unique_opens": 250},
        ),
        (
            "web",
            "Dny,Návštěv,Objednalo\n2026-01-02,900,18\n",
            {"day": "Dny", "sessions": "Návštěv", "completed": "Objednalo"},
            "sessions",
            {"day": 20_455, "sessions": 900, "completed": 18},
        ),
    ],
)
def test_campaigns_visits_and_members_are_read_by_what_was_said(
    tmp_path, kind, content, roles, table, expected
):
    imported = read(tmp_path, content, recipe(content, kind=kind, roles=roles))
    (row,) = imported.tables[table].to_pylist()
    assert {name: row[name] for name in expected} == expected
    assert len(imported.report.warnings) == 1


def test_what_is_said_against_an_exact_recognition_overrules_it(tmp_path):
    content = (
        "Date,Video Views,Profile Views,Likes,Comments,Shares\n2026-01-02,10,2,3,1,1\n2026-01-03,11,2,3,1,1\n"
    )
    assert read(tmp_path, content).report.format == "tiktok"
    given = recipe(
        content, kind="social", roles={"published": "Date", "views": "Video Views"}, network="instagram"
    )
    assert read(tmp_path, content, given).report.confidence == "exact"
    imported = read(tmp_path, content, replace(given, overrules=True))
    assert imported.report.confidence == "asked"
    assert imported.tables["audience"].column("network").to_pylist() == ["instagram"] * 2
