"""A report that begins with a review: in each form, and checked sentence by sentence."""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest

import engagement
from engagement.cli import main
from engagement.metrics.views.open_files import measure
from engagement.planning.statements import Edit
from engagement.reports import printing
from engagement.reports.comparing import differences
from engagement.reports.machine_part import answered, dumped, read
from engagement.reports.report_files import as_read_by, make_html
from engagement.store.planning.kept_goals import Goal

REVIEW = ["--review", "month", "--for", "us"]


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    """A shop of 420 days, whose baskets are four times as large in its last whole month, June 2026."""
    dice = random.Random(1)  # noqa: S311 - a shop needs no cryptographic dice
    rows = ["Order ID,Order Date,Email,Total"]
    for number in range(900):
        on = date(2025, 5, 1) + timedelta(days=dice.randrange(440))
        total = dice.randrange(1000, 2000) * (4 if (on.year, on.month) == (2026, 6) else 1)
        rows.append(f"{number},{on},c{dice.randrange(220)}@example.com,{total // 100}.{total % 100:02d}")
    path = tmp_path_factory.mktemp("shop") / "orders.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def page(orders):
    path = orders.with_name("review.html")
    assert main(["report", str(orders), "--out", str(path), *REVIEW]) == 0
    return path


def test_its_sentences_stand_first_and_in_the_part_for_programs_and_are_equal_to_the_files(
    orders, page, capsys
):
    html = page.read_text("utf-8")
    review = read(html).report["review"]
    assert review["sentences"][0] == "Review: June 2026"
    assert any(one.startswith("Average order value, June 2026: ") for one in review["sentences"])
    assert any((one["kind"], one["key"]) == ("range", "average_order_value") for one in review["statements"])
    assert html.index("<h2>Review: June 2026</h2>") < html.index("<h2>Key figures</h2>")
    assert main(["verify", str(page), str(orders)]) == 0
    assert "Equal" in capsys.readouterr().out


def test_a_sentence_and_a_number_of_it_that_were_altered_in_the_part_for_programs_are_found(page):
    true = read(page.read_text("utf-8")).report
    forged = copy.deepcopy(true)
    at = next(n for n, one in enumerate(true["review"]["sentences"]) if ", above the usual " in one)
    old = true["review"]["sentences"][at]
    forged["review"]["sentences"][at] = old.replace("above", "below")
    changed = next(one for one in forged["review"]["statements"] if one["kind"] == "range")
    changed["value"] += 1
    assert [str(one) for one in differences(forged, true)] == [
        f"The review, range {changed['key']}: its numbers are not those of the files.",
        f"The review, in the report alone: {old.replace('above', 'below')}",
        f"The review, in the files alone: {old}",
    ]
    assert len(list(differences(forged, true, words=False))) == 1  # another version may word it otherwise
    del forged["review"]
    assert len(list(differences(forged, true))) > 2


def test_a_workbook_begins_with_the_review(orders, tmp_path):
    out = tmp_path / "review.xlsx"
    assert main(["report", str(orders), "--out", str(out), *REVIEW, "--lang", "es"]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        names = book.read("xl/workbook.xml").decode()
        shared = book.read("xl/sharedStrings.xml").decode()
    assert re.search(r'<sheet name="([^"]*)"', names)[1] == "Revisión"
    assert "Revisión: junio de 2026" in shared


@pytest.mark.skipif(printing.browser() is None, reason="no browser of this machine can print")
def test_a_pdf_is_printed_from_the_same_page(page):
    printed = printing.pdf(page.read_text("utf-8"))
    assert printed.startswith(b"%PDF-")
    assert len(printed) > 20_000


def test_days_of_ones_own_beside_a_review_are_refused_in_one_sentence(orders, tmp_path, capsys):
    out = tmp_path / "review.html"
    days = ["--from", "2026-01-01", "--to", "2026-02-01", "--window", "90"]
    assert main(["report", str(orders), "--out", str(out), *REVIEW, *days]) == 2
    refused = capsys.readouterr().err
    assert refused.endswith(
        "--review month reads the last whole month against a year before: leave out --from, --to, --window.\n"
    )
    assert refused.count("\n") == 1
    assert not out.exists()


def test_what_the_house_struck_out_is_not_said_and_its_own_words_stay_in_the_house(orders, page):
    part = read(page.read_text("utf-8"))
    name, other = (f"{one['kind']} {one['key']}" for one in part.report["review"]["statements"][:2])
    edits = {name: Edit(struck=True), other: Edit(text="The large baskets were ours.")}
    view = measure(engagement.read(orders)).ask(part.request.question)
    ours = answered(view, replace(part.request, edits=edits))["review"]
    assert name not in {f"{one['kind']} {one['key']}" for one in ours["statements"]}
    assert "The large baskets were ours." in ours["sentences"]
    question = replace(part.request, edits=edits, whom="others", only=("orders",))
    sent = answered(view, question)
    told = sent["review"]
    assert not {name, other} & {f"{one['kind']} {one['key']}" for one in told["statements"]}
    assert "The large baskets were ours." not in told["sentences"]
    question = replace(question, only=("orders", "refund_rate"))
    behind, in_the_house = (dumped(replace(question, whom=whom), sent) for whom in ("others", "us"))
    for kept_back in ("The large baskets were ours.", name, "refund_rate"):
        assert kept_back not in behind
        assert kept_back in in_the_house


def test_a_review_for_us_states_the_goals_and_one_for_others_says_that_it_does_not(orders, page):
    part = read(page.read_text("utf-8"))
    view = measure(engagement.read(orders)).ask(part.request.question)
    last = view.question.as_of
    goal = Goal("orders", 1.0, last, "month", last - 60, 0.0, id="0" * 16)
    asked = replace(part.request, goals=(goal,))
    ours = answered(view, asked)["review"]
    assert ours["statements"][-1]["kind"] == "goal"
    assert any("goal at least 1 by" in one for one in ours["sentences"])
    # It stands in the page's own question, so that whoever checks the page computes it anew.
    assert list(read(make_html(view, asked)).request.goals) == [goal]
    sent = replace(asked, whom="others", only=("orders",))
    told = answered(as_read_by(view, sent), sent)["review"]["sentences"]
    assert not any("goal at least" in one for one in told)
    assert any("states the goals" in one for one in told)
    assert not any("states the goals" in one for one in ours["sentences"])
