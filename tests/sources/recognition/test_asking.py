"""A table that nobody knows: what is guessed of it, why, and what is asked."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing import reading, sandbox, wire
from engagement.sources.importing.recipe_preview import preview
from engagement.sources.meaning.asked_roles import ROLES
from engagement.sources.model.hints import Hints, StatedQuestion
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition import asking
from engagement.sources.recognition.proposals import NeedsAnswer
from engagement.sources.recognition.recipes import Recipe
from tests.sources.formats.order_files import KEY
from tests.sources.formats.survey_files import raw_table

UNKNOWN = (
    "Číslo;Kdy;Kdo;Kolik;Stát;Sleva\n"
    "A-1;03/04/2026;ana@example.com;1.234;CZ;\n"
    "A-2;04/05/2026;ben@example.com;12;SK;ZIMA\n"
    "A-3;05/06/2026;ana@example.com;990;CZ;\n"
)


def propose(content):
    return asking.guess(raw_table(content))


def guessed(content, kind):
    return {guess.role: (guess.column, str(guess.reason)) for guess in propose(content).guesses[kind]}


def test_roles_are_guessed_by_values_where_names_say_nothing():
    result = guessed(UNKNOWN, "orders")
    assert result["date"] == ("Kdy", "3 of 3 values looked at are dates")
    assert result["email"] == ("Kdo", "3 of 3 values looked at are e-mail addresses")
    assert result["amount"] == ("Kolik", "3 of 3 values looked at are numbers")
    assert result["order_id"] == ("Číslo", "every value stands once, as order numbers do")
    assert result["country"][0] == "Stát"


def test_a_name_is_a_reason_and_so_are_the_values_under_it():
    result = guessed("Order date,Whatever\n2026-01-02,x\n2026-01-03,y\n", "orders")
    assert result["date"] == ("Order date", "its name says so, and 2 of 2 values looked at are dates")


def test_numbers_that_repeat_may_be_customers():
    content = "Ref;Quando;Chi\nA-1;2026-01-01;K7\nA-2;2026-01-02;K9\nA-3;2026-01-03;K7\n"
    assert guessed(content, "orders")["customer"] == ("Chi", "values repeat like customers do")


def test_every_guess_is_a_role_that_can_be_asked_for():
    for content in (UNKNOWN, SURVEY, POSTS):
        proposal = propose(content)
        for kind, guesses in proposal.guesses.items():
            assert {guess.role for guess in guesses} <= {role.key for role in ROLES[kind]}
            assert len({guess.column for guess in guesses}) == len(guesses)


def test_dates_that_can_be_read_both_ways_are_shown():
    profile = propose(UNKNOWN).profile("Kdy")
    assert profile.open_dates == ("03/04/2026", "04/05/2026", "05/06/2026")
    assert profile.date_order in {"day", "month"}


def test_dates_that_prove_their_order_are_not_asked_about():
    profile = propose(UNKNOWN.replace("05/06/2026", "25/06/2026")).profile("Kdy")
    assert (profile.date_order, profile.open_dates) == ("day", ())
    profile = propose("A;B\n2026-01-02;x\n").profile("A")
    assert (profile.date_order, profile.open_dates) == (None, ())


def test_a_decimal_sign_that_nothing_proves_is_shown_on_real_values():
    profile = propose(UNKNOWN).profile("Kolik")
    assert profile.open_numbers == ("1.234",)
    profile = propose(UNKNOWN.replace("990", "9,90")).profile("Kolik")
    assert (profile.decimal, profile.open_numbers) == (",", ())


def test_a_currency_is_seen_in_the_name_and_beside_the_amounts():
    assert propose("A;Cena (EUR)\n1;2,50\n").profile("Cena (EUR)").currency == "EUR"
    assert propose("A;Cena\n1;2,50 zł\n").profile("Cena").currency == "PLN"
    assert propose(UNKNOWN).profile("Kolik").currency is None


def test_samples_are_the_first_different_values_and_short():
    content = "A;B\nx;1\nx;2\n" + "y" * 500 + ";3\n"
    first, second = propose(content).profile("A").samples
    assert first == "x"
    assert len(second) == 60


SURVEY = (
    "Kiedy;Kto;Ile wysiłku kosztował zakup?;Uwagi;Imię\n"
    "2026-01-02;ana@example.com;2;Wszystko było dobrze;Ana\n"
    "2026-01-03;ben@example.com;5;Za drogo;Ben\n"
    "2026-01-04;eva@example.com;1;Wolna dostawa;Eva\n"
)
POSTS = "Dne;Odkaz;Likes;Dosah\n2026-01-02;https://www.instagram.com/p/abc/;10;200\n"


def test_questions_are_guessed_with_kind_direction_and_reason():
    questions = {question.column: question for question in propose(SURVEY).questions}
    effort = questions["Ile wysiłku kosztował zakup?"]
    assert effort.question == StatedQuestion("effort", reversed=True)
    assert str(effort.reason) == "its wording, and answers from 1 to 5"
    assert questions["Uwagi"].question.kind == "comment"


def test_a_direction_that_the_wording_leaves_open_is_told():
    content = "Q;CES\n1;2\n2;7\n3;5\n"
    (effort,) = [q for q in propose(content).questions if q.question.kind == "effort"]
    assert "does not say whether a high answer means easy" in str(effort.doubts[0])


def test_columns_that_name_people_are_not_offered_as_questions():
    assert not {q.column for q in propose(SURVEY).questions} & {"Imię", "Kto"}


@pytest.mark.parametrize(("content", "kind"), [(UNKNOWN, "orders"), (SURVEY, "surveys"), (POSTS, "social")])
def test_the_likeliest_kind_comes_first(content, kind):
    assert propose(content).kind == kind


def test_a_preview_reads_the_first_rows_by_what_the_whole_file_proves():
    rows = "".join(f"A-{n};03/04/2026;{n},5\n" for n in range(150))
    proposal = propose("Č;Kdy;Kolik\n" + rows + "A-200;25/04/2026;1,5\n")
    assert proposal.rows == 151
    assert proposal.excerpt.rows == 100
    recipe = Recipe(proposal.shape, "orders", {"order_id": "Č", "date": "Kdy", "amount": "Kolik"})
    orders = preview(proposal, recipe).tables["orders"]
    assert str(orders.column("instant")[0].as_py())[:10] == "2026-04-03"
    assert orders.column("gross").to_pylist()[:2] == [50, 150]


def test_a_preview_follows_what_is_said():
    proposal = propose(UNKNOWN)
    roles = {"order_id": "Číslo", "date": "Kdy", "amount": "Kolik"}
    for order, day in (("day", "2026-04-03"), ("month", "2026-03-04")):
        recipe = Recipe(proposal.shape, "orders", roles, date_order=order)
        assert str(preview(proposal, recipe).tables["orders"].column("instant")[0].as_py())[:10] == day
    for sign, cents in ((".", 123), (",", 123_400)):
        recipe = Recipe(proposal.shape, "orders", roles, decimal=sign)
        assert preview(proposal, recipe).tables["orders"].column("gross")[0].as_py() == cents


def test_the_child_hands_over_the_question_and_takes_the_answer(tmp_path):
    path = tmp_path / "u.csv"
    path.write_text(UNKNOWN, "utf-8")
    (result,) = sandbox.read_files([(path, "u.csv")], key=KEY)
    assert isinstance(result, NeedsAnswer)
    (proposal,) = result.proposals
    recipe = Recipe(proposal.shape, "orders", {"order_id": "Číslo", "date": "Kdy"}, date_order="day")
    ((imported,),) = sandbox.read_files([(path, "u.csv")], key=KEY, recipes=[recipe])
    assert (imported.report.confidence, imported.report.counts["orders"]) == ("asked", 3)
    assert sandbox.propose(path, "u.csv") == result.proposals


def test_a_file_that_is_recognised_or_no_table_is_not_asked_about(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("Only words, and nothing of a table.\n", "utf-8")
    with pytest.raises(SourceError) as refused:
        reading.propose(path, "note.txt")
    assert not isinstance(refused.value, NeedsAnswer)


def test_each_shape_of_a_file_is_asked_about_once_and_shows_its_longest_table():
    unknown = asking.UnknownTables()
    for content in ("a,b\n1,2\n", "c,d\n1,2\n3,4\n", "B,A\n5,6\n7,8\n", "e\n1\n2\n3\n"):
        unknown.add(raw_table(content))
    first, second = unknown.proposals
    assert (first.rows, first.tables, first.excerpt.columns) == (3, 2, ("B", "A"))
    assert (second.rows, second.tables, second.excerpt.columns) == (2, 1, ("c", "d"))


PARTS = {
    "objednávky.csv": UNKNOWN,
    "typy.csv": "Typ;Liczba\nA;1\nB;2\nC;3\n",
    "kraje.csv": "Kraj;Miasto;Kod\nPL;Łódź;90\nPL;Opole;45\n",
}


def test_every_unknown_table_of_a_file_is_asked_about_and_each_answer_is_for_its_shape(tmp_path):
    path = tmp_path / "several.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in PARTS.items():
            archive.writestr(name, content)
    (result,) = sandbox.read_files([(path, path.name)], key=KEY)
    assert isinstance(result, NeedsAnswer)
    assert [proposal.rows for proposal in result.proposals] == [3, 3, 2]
    orders, other, _ = result.proposals
    recipes = [Recipe(orders.shape, "orders", {"order_id": "Číslo", "date": "Kdy"}, date_order="day")]
    (found,) = sandbox.read_files([(path, path.name)], key=KEY, recipes=recipes)
    (first,) = found
    assert (first.report.rows_kept, first.report.askable) == (3, 2)
    text = " ".join(map(str, first.report.warnings))
    assert "left out with its 3 rows" in text
    assert "left out with its 2 rows" in text
    recipes.append(Recipe(other.shape, "surveys", {}, questions={"Liczba": StatedQuestion("number")}))
    (found,) = sandbox.read_files([(path, path.name)], key=KEY, recipes=recipes)
    assert [imported.report.kind for imported in found] == ["orders", "surveys"]
    assert [imported.report.askable for imported in found] == [1, 0]


cells = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=12
) | st.sampled_from(
    ["", "03/04/2026", "1.234,50", "ana@example.com", "EUR", "5", "paid", "🎉", "=1+1", "#1001"]
)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=8))
def test_whatever_stands_in_a_table_it_can_be_asked_about_and_survives_json(records):
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["a", "b", "c"], *records])
    try:
        raw = raw_table(buffer.getvalue())
    except SourceError:
        return
    proposal = asking.guess(raw)
    line = wire.Proposed(0, (proposal,))
    assert wire.line(wire.written(line), wire.Proposed) == line


def test_a_table_under_googles_lines_is_asked_about_as_traffic():
    content = (
        "# ----------------------------------------\n# Ringkasan laporan\n# Akun: Toko\n"
        "# ----------------------------------------\n#\n# Tanggal mulai: 20260101\n"
        "# Tanggal akhir: 20260131\nHari ke-,Pengguna\n0000,12\n0001,15\n"
    )
    assert propose(content).kind == "web"


def test_columns_that_speak_for_nothing_are_taken_for_answers():
    content = "Formation;Accueil\nTres utile;Utile\nUtile;Pas utile\nPas utile;Tres utile\n"
    assert propose(content).kind == "surveys"


@pytest.mark.parametrize(
    ("kind", "header", "rows"),
    [
        (
            "costs",
            "Date,Campaign name,Spend,Impressions,Pin clicks,Total conversions",
            "2026-09-01,Spring,10.00,5000,150,4\n2026-09-02,Spring,12.00,6000,170,5\n",
        ),
        (
            "social",
            "Date,Views,Watch Time (ms),Completion Rate,Estimated Revenue",
            "2026-08-25,120,60000,12%,0\n2026-08-26,130,61000,13%,0\n",
        ),
    ],
)
def test_what_was_seen_is_not_asked_about_as_orders(kind, header, rows):
    assert propose(f"{header}\n{rows}").kind == kind


def test_a_table_without_rows_is_called_that_and_not_unknown(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text("Order ID,Total\n", "utf-8")
    with pytest.raises(SourceError, match=r"no rows below its header\. Its columns are: Order ID, Total"):
        reading.read(path, path.name, key=KEY, hints=Hints())


def test_a_refusal_names_the_sheet_that_is_hidden(tmp_path):
    path = tmp_path / "orders.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Summary").write_row(0, 0, ["Orders", 36])
        data = book.add_worksheet("Data")
        data.write_row(0, 0, ["Order ID", "Order Date", "Total"])
        data.hide()
    with pytest.raises(SourceError, match="The sheet Data is hidden and is not read"):
        reading.read(path, path.name, key=KEY, hints=Hints())
