"""A report is one file, holds what its reader may read, and can be checked against the exports."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from engagement.cli import main
from engagement.locale.translator import translator
from engagement.metrics.views.registry import DEFINITIONS
from engagement.reports.comparing import almost_equal
from engagement.reports.machine_part import ELEMENT, read
from engagement.reports.report_request import program_version

_DAYS = 420


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    """A shop of 600 orders, of which one country has a name that a spreadsheet would run."""
    dice = random.Random(1)  # noqa: S311 - a shop needs no cryptographic dice
    rows = ["Order ID,Order Date,Email,Total,Country"]
    for number in range(600):
        day = date(2025, 6, 1) + timedelta(days=dice.randrange(_DAYS))
        cents = dice.randrange(1000, 9000)
        country = dice.choice(["Italy", "Spain", "=1+1<b>"])
        rows.append(
            f"{number},{day},c{dice.randrange(220)}@example.com,{cents // 100}.{cents % 100:02d},{country}"
        )
    path = tmp_path_factory.mktemp("shop") / "orders.csv"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def page(orders):
    path = orders.with_name("us.html")
    arguments = ["--for", "us", "--by", "country", "--lang", "pl", "--title", "<script>Sklep & co"]
    assert main(["report", str(orders), "--out", str(path), *arguments]) == 0
    return path


class Seen(HTMLParser):
    """What a browser would fetch or run of a page, and its elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.scripts: list[str | None] = []
        self.elements: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.elements.append(tag)
        self.fetched += [str(given[name]) for name in ("src", "srcset", "action", "data") if name in given]
        if tag == "link":
            self.fetched.append(str(given["href"]))
        if tag == "script":
            self.scripts.append(given.get("type"))


def test_a_page_fetches_and_runs_nothing_and_draws_trends_with_a_title_on_every_point(page):
    html = page.read_text("utf-8")
    seen = Seen(html)
    assert [one for one in seen.fetched if not one.startswith("data:")] == []
    assert seen.scripts == ["application/json"]
    assert "@import" not in html
    assert "url(" not in html
    assert seen.elements.count("svg") > 8
    assert seen.elements.count("circle") < html.count("<title>")
    assert "=1+1<b>" not in html
    assert "=1+1&lt;b&gt;" in html
    assert len(html.encode()) < 2_000_000


def test_a_page_holds_the_figures_of_metrics_and_the_words_of_its_language(orders, page, capsys):
    assert main(["metrics", str(orders), "--json", "--by", "country"]) == 0
    content = json.loads(capsys.readouterr().out)
    part = read(page.read_text("utf-8"))
    assert part.report["metrics"].keys() == content["metrics"].keys()
    for key, figure in content["metrics"].items():
        assert almost_equal(part.report["metrics"][key]["value"], figure["value"]), key
    assert part.report["tables"].keys() == content["tables"].keys()
    html = page.read_text("utf-8")
    assert '<html lang="pl">' in html
    assert translator("pl").t(DEFINITIONS["revenue"].metric.name) in html
    assert "<script>Sklep" not in html


def test_a_figure_of_other_days_than_the_report_says_which(page):
    """A follow-up ends before the period does: a PDF, whose definitions are folded, said nothing of it."""
    html, t = page.read_text("utf-8"), translator("pl")
    report = read(html).report
    articles = dict(
        re.findall(r'<article class="figure[^"]*" id="(\w+)">.*?<p class="interval">(.*?)</p>', html)
    )
    other = 0
    for key, basis in articles.items():
        window = report["metrics"][key]["window"]
        first, last = (t.day_short(date.fromisoformat(window[end])) for end in ("first_day", "last_day"))
        is_other = window != report["window"]
        other += is_other
        assert (first in basis and last in basis) is is_other, key
    assert 0 < other < len(articles)


def test_a_report_is_equal_to_its_files_and_one_changed_cent_is_found_and_named(
    orders, page, tmp_path, capsys
):
    assert main(["verify", str(page), str(orders)]) == 0
    assert "Equal" in capsys.readouterr().out
    lines = orders.read_text("utf-8").splitlines()
    amount = lines[300].split(",")[3]
    cent = f"{float(amount) + (0.01 if not amount.endswith('99') else -0.01):.2f}"
    lines[300] = lines[300].replace(amount, cent)
    changed = tmp_path / "orders.csv"
    changed.write_text("\n".join(lines) + "\n", "utf-8")
    assert main(["verify", str(page), str(changed)]) == 1
    output = capsys.readouterr().out
    assert "orders.csv is not the file that was read: SHA-256 " in output
    assert re.search(r"\(revenue\): .+ → .+, [+\u2212]0\.01\.", output)


def test_where_no_figure_uses_what_was_changed_it_is_said(orders, page, tmp_path, capsys):
    changed = tmp_path / "orders.csv"
    changed.write_text(orders.read_text("utf-8") + "\n", "utf-8")
    assert main(["verify", str(page), str(changed)]) == 1
    output = capsys.readouterr().out
    assert "orders.csv is not the file that was read: SHA-256 " in output
    assert re.search(r"No figure uses what differs: \d+ figures and \d+ tables are equal\.", output)


def test_a_page_of_which_only_the_visible_number_was_changed_is_found(orders, page, tmp_path, capsys):
    html = page.read_text("utf-8")
    shown = re.search(r'class="value">([^<]+)<', html)
    assert shown is not None
    forged = tmp_path / "forged.html"
    forged.write_text(html.replace(f'class="value">{shown[1]}<', 'class="value">99,9%<', 1), "utf-8")
    assert main(["verify", str(forged), str(orders)]) == 1
    assert "it says “99,9%”" in capsys.readouterr().out


def test_that_the_text_of_another_version_s_page_was_not_compared_is_said(page, orders, tmp_path, capsys):
    old = tmp_path / "old.html"
    made_by = f'"version":"{program_version()}"'
    assert made_by in page.read_text("utf-8")
    old.write_text(page.read_text("utf-8").replace(made_by, '"version":"0.0.9"'), "utf-8")
    assert main(["verify", str(old), str(orders)]) == 0
    output = capsys.readouterr().out
    assert "The text of the page was not compared, only its figures: version 0.0.9 made it" in output
    assert main(["verify", str(page), str(orders)]) == 0
    assert "not compared" not in capsys.readouterr().out


def test_a_report_for_others_is_guarded_as_a_link_and_names_no_file(orders, tmp_path, capsys):
    few = tmp_path / "few.csv"
    few.write_text("\n".join(orders.read_text("utf-8").splitlines()[:8]) + "\n", "utf-8")
    out = tmp_path / "few.html"
    assert main(["report", str(few), "--out", str(out)]) == 0
    assert "made to send: no figure rests on fewer than 10 people, 0 of " in capsys.readouterr().out
    part = read(out.read_text("utf-8"))
    assert part.report["metrics"] == {}
    assert "few.csv" not in out.read_text("utf-8")
    assert "No figure of these files rests on 10 people" in out.read_text("utf-8")


@pytest.mark.parametrize("arguments", [["--by", "product"], ["--filter", "product=Mug"]])
def test_figures_of_a_product_stay_in_the_house(tmp_path, capsys, arguments):
    rows = ["Order ID,Order Date,Email,Total,Product"]
    rows += [
        f"{n},2026-0{1 + n % 9}-11,p{n % 25}@example.com,20.00,{'Mug' if n % 2 else 'Bowl'}"
        for n in range(60)
    ]
    path = tmp_path / "orders.csv"
    path.write_text("\n".join([*rows, ""]), "utf-8")
    assert main(["report", str(path), "--out", str(tmp_path / "sent.html"), *arguments]) == 2
    assert "are for internal use only: add --for us." in capsys.readouterr().err
    assert not (tmp_path / "sent.html").exists()


def test_a_workbook_has_numbers_as_numbers_and_no_formula(orders, tmp_path):
    out = tmp_path / "report.xlsx"
    arguments = ["--for", "us", "--by", "country"]
    assert main(["report", str(orders), "--out", str(out), *arguments]) == 0
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        text = "".join(book.read(n).decode() for n in sheets)
        shared = book.read("xl/sharedStrings.xml").decode()
    assert len(sheets) > 20
    assert "<f>" not in text
    assert re.search(r"<c r=\"B\d+\" s=\"\d+\"><v>[\d.]+</v>", text)
    assert "'=1+1" in shared
    assert "No real change, and no segment stands out." in shared
    assert "(XXX)" not in shared


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["report", "{orders}", "--out", "report.doc"], "A report ends in .html, .xlsx, .pdf."),
        (["report", "{orders}", "--out", "/nowhere/at/all/r.html"], "There is no folder"),
        (["verify", "{orders}", "{orders}"], "This file is no report"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(orders, capsys, arguments, expected):
    assert main([one.format(orders=orders) for one in arguments]) == 2
    refused = capsys.readouterr()
    assert expected in refused.err
    assert refused.err.count("\n") == 1


def test_a_damaged_part_for_programs_is_refused_in_one_sentence(page, orders, tmp_path, capsys):
    html = page.read_text("utf-8")
    at = html.index(f'id="{ELEMENT}"')
    broken = tmp_path / "broken.html"
    broken.write_text(html[:at] + html[at:].replace('"metrics"', '"metrics', 1), "utf-8")
    assert main(["verify", str(broken), str(orders)]) == 2
    assert "damaged" in capsys.readouterr().err


def _with(page, path, change):
    """Write the page with its part for programs changed, and return where."""
    html = page.read_text("utf-8")
    match = re.search(rf'(?s)(<script[^>]*id="{ELEMENT}"[^>]*>)(.*?)(?=</script>)', html)
    content = json.loads(match[2])
    change(content)
    path.write_text(html[: match.start(2)] + json.dumps(content) + html[match.end(2) :], "utf-8")
    return path


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda whole: whole["report"].pop("changes"), "damaged"),
        (lambda whole: whole["asked"]["question"].update(days=10**18), "damaged"),
        (lambda whole: whole["report"]["metrics"].update(revenue=None), "damaged"),
        (lambda whole: whole["report"]["tables"].update(cohorts="x"), "damaged"),
        (lambda whole: whole["asked"].update(by="vendor"), "The files have no vendor"),
    ],
)
def test_a_part_for_programs_that_was_altered_is_told_or_refused_in_one_sentence(
    page, orders, tmp_path, capsys, change, expected
):
    assert main(["verify", str(_with(page, tmp_path / "page.html", change)), str(orders)]) in {1, 2}
    output = capsys.readouterr()
    assert expected in output.out + output.err
    assert "did not work" not in output.err


def test_each_thing_that_was_altered_in_the_part_for_programs_is_told(page, orders, tmp_path, capsys):
    def change(whole):
        metrics = whole["report"]["metrics"]
        metrics["revenue"].update(unit="bananas")
        metrics["orders"].update(method="wilson")
        metrics["customers"].update(notes=["All is well."])
        del metrics["average_order_value"]

    assert main(["verify", str(_with(page, tmp_path / "page.html", change)), str(orders)]) == 1
    output = capsys.readouterr()
    assert "did not work" not in output.err
    for expected in (
        "bananas → money",
        "wilson → count",
        "(average_order_value): in the files",
        "(customers): its notes",
    ):
        assert expected in output.out


def test_segments_of_customers_have_names_and_sheets_say_which_part_they_are(orders, tmp_path):
    out = tmp_path / "out.xlsx"
    arguments = ["--for", "us", "--by", "rfm_group", "--lang", "it", "--out", str(out)]
    assert main(["report", str(orders), *arguments]) == 0
    with zipfile.ZipFile(out) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
        names = re.findall(r'<sheet name="([^"]+)"', book.read("xl/workbook.xml").decode())
    assert "champions" not in texts
    assert "Rfm group" not in texts
    parts = [name for name in names if name.endswith((", nel tempo", ", Gruppo"))]
    assert len(parts) > 10
    assert not [name for name in names if name.endswith(("nel temp", "nel tem"))]
    assert all(len(name) <= 31 for name in names)


def test_a_workbook_has_the_notes_of_each_figure(tmp_path):
    rows = [f"{n},2026-{1 + n % 9:02}-03,c{n % 40}@example.com,{10 + n % 7}.00" for n in range(200)]
    shop = tmp_path / "orders.csv"
    lines = [f"{row},{'USD' if n % 3 == 0 else 'EUR'}" for n, row in enumerate(rows)]
    shop.write_text("\n".join(["Order ID,Order Date,Email,Total,Currency", *lines]) + "\n", "utf-8")
    out = tmp_path / "out.xlsx"
    assert main(["report", str(shop), "--for", "us", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as book:
        texts = book.read("xl/sharedStrings.xml").decode()
    assert "In EUR, the currency of most orders. Amounts in USD are not added to it." in texts
