"""What an older program wrote into the manifest is read still; what has another type is refused."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal

import pytest

from engagement.app.workspaces import what_changed
from engagement.locale import message
from engagement.metrics.model import Change, Metric, Question, Reading, Window
from engagement.metrics.publishing.bundle_json import (
    change_from_json,
    metric_from_json,
    question_from_json,
    reading_from_json,
)
from engagement.metrics.views.moved_figures import MovedFigure, MovedFigures
from engagement.metrics.views.version_differences import Difference
from engagement.money.exchange_rates import Rates, rates_from_json
from engagement.sources.importing.report import report_from_json, report_to_json
from engagement.sources.model.account import Report, SetAside
from engagement.sources.model.hints import Doubt, StatedQuestion
from engagement.sources.recognition.recipes import Recipe, recipe_from_json, recipe_to_json
from engagement.store.sharing.terms import Terms, terms_from_json, terms_to_json

_RECIPE = {
    "shape": "0f3a", "kind": "surveys", "roles": {"submitted": "Data"}, "date_order": "day", "decimal": None,
    "currency": None, "network": None, "questions": {"Q1": ["effort", True], "Q2": ["ignored", None]},
    "answers": {"people": "nobody"}, "file": "ankieta.csv", "day": 20_000, "overrules": False,
}  # fmt: skip
_TERMS = {
    "pages": ["overview"], "question": {"window": "90d"}, "free": {"shop": ["Berlin", "Rome"]},
    "hidden": ["revenue"], "k": 10, "origins": [], "sender": "Ava",
}  # fmt: skip


def test_a_recipe_of_an_older_program():
    questions = {"Q1": StatedQuestion("effort", reversed=True), "Q2": StatedQuestion("ignored")}
    expected = Recipe(
        "0f3a", "surveys", {"submitted": "Data"}, date_order="day", questions=questions,
        answers={"people": "nobody"}, file="ankieta.csv", day=20_000,
    )  # fmt: skip
    assert recipe_from_json(_RECIPE) == expected
    assert recipe_to_json(expected) == _RECIPE


def test_the_terms_of_a_link_of_an_older_program():
    expected = Terms(
        ("overview",), {"window": "90d"}, {"shop": ("Berlin", "Rome")}, ("revenue",), sender="Ava", k=10
    )
    assert terms_from_json(_TERMS) == expected
    assert terms_from_json(terms_to_json(expected)) == expected


@pytest.mark.parametrize(("name", "value"), [("k", "10"), ("k", 1), ("pages", "overview"), ("pages", [])])
def test_terms_that_are_none_are_refused(name: str, value: object):
    with pytest.raises(ValueError, match=r"Expected|shared|shows"):
        terms_from_json({**_TERMS, name: value})


def test_what_an_upload_moved_and_rates_of_an_older_program():
    move = {"key": "orders", "month": 20_000, "before": 4, "after": 5.0, "unit": "orders", "currency": None}
    moved = {"moves": [{**move, "unit": "count", "causes": {"added": 1}}], "of": 3}
    records = {"orders": {"added": 1, "changed": 2, "same": 3, "gone": 0}}
    assert what_changed.read({}) == what_changed.VersionChanges()
    assert what_changed.read({"records": records, "moved": moved}) == what_changed.VersionChanges(
        {"orders": Difference(1, 2, 3, 0)},
        MovedFigures((MovedFigure("orders", 20_000, 4.0, 5.0, "count", None, {"added": 1}),), 3),
    )
    record = {"to": "EUR", "day": "2026-10-31", "per_unit": {"USD": "0.92"}}
    assert rates_from_json(record) == Rates("EUR", date(2026, 10, 31), {"USD": Decimal("0.92")})


_SENTENCE = """{"text": "{what} on {day} at {moment}: {share}, {odd}", "plural": null, "n": null, "values":
  {"what": {"message": {"text": "{n} row", "plural": "{n} rows", "n": 2, "values": {}}},
  "day": {"day": "2026-05-01"}, "moment": {"instant": "2026-05-01T10:30:00"}, "share": 0.5, "odd": null}}"""
_REPORT = """{"file": "orders.csv", "sheet": null, "kind": "orders", "format": "shopify", "platform":
  "Shopify", "confidence": "exact", "encoding": "utf-8", "delimiter": ",", "header_row": 1, "rows_in": 3,
  "rows_kept": 2, "rows_set_aside": 1, "set_aside": [[9, "Total", "abc", SENTENCE, 7]],
  "reasons": [[SENTENCE, 1]],
  "columns_used": ["Total"], "columns_ignored": [], "date_order": null, "decimal": null, "currencies": [],
  "first_day": 20574, "last_day": null, "counts": {"orders": 2}, "warnings": [SENTENCE], "shape": "",
  "doubts": [["dates", "Day", ["01/02/2026"], "day", SENTENCE, []],
    ["network", "", [], null, null, ["X"]]], "askable": 0, "joined": [],
  "lacks": [[SENTENCE, ["etsy_items"]]]}""".replace("SENTENCE", _SENTENCE)


def test_an_account_of_an_older_program_and_its_bytes_have_not_changed():
    what = message("{n} row", "{n} rows", n=2)
    day, moment = date(2026, 5, 1), datetime(2026, 5, 1, 10, 30)
    sentence = message(
        "{what} on {day} at {moment}: {share}, {odd}", what=what, day=day, moment=moment, share=0.5, odd=None
    )
    expected = Report(
        file="orders.csv", sheet=None, kind="orders", format="shopify", platform="Shopify",
        confidence="exact", encoding="utf-8", delimiter=",", header_row=1, rows_in=3,
        rows_kept=2, rows_set_aside=1,
        set_aside=(SetAside(9, "Total", "abc", sentence, 7),), reasons=((sentence, 1),),
        columns_used=("Total",),
        first_day=20_574, counts={"orders": 2}, warnings=(sentence,),
        doubts=(Doubt("dates", "Day", ("01/02/2026",), "day", sentence),
                Doubt("network", "", (), None, None, ("X",))),
        lacks=((sentence, ("etsy_items",)),),
    )  # fmt: skip
    content = json.loads(_REPORT)
    assert report_from_json(content) == expected
    assert str(expected.warnings[0]) == "2 rows on 2026-05-01 at 2026-05-01 10:30:00: 0.5, None"
    assert json.dumps(report_to_json(expected)) == json.dumps(content)


def test_an_account_from_before_doubts_had_choices_and_files_were_read_together():
    content = json.loads(_REPORT)
    del content["joined"], content["lacks"], content["askable"], content["doubts"][0][5]
    result = report_from_json(content)
    assert (result.joined, result.lacks, result.doubts[0].choices) == ((), (), ())


def test_a_bundle_of_an_older_program():
    content = json.loads(
        """{"key":"orders","value":3.0,"numerator":null,"denominator":null,"low":1.5,"high":null,
        "method":"poisson","n":3,"unit":"count","status":"ok","currency":null,"ends":null,
        "window":[20000,20030],"notes":[{"text":"A note","plural":null,"n":null,"values":{}}]}"""
    )
    note = message("A note")
    reading = Reading(
        "orders", 3.0, None, None, 1.5, None, "poisson", 3, "count", Window(20_000, 20_030), notes=(note,)
    )
    assert reading_from_json(content) == reading
    change = {"difference": 1.0, "low": None, "high": None, "method": "none", "beyond_noise": None}
    change |= {"p": 0.25, "needs_from": None, "before": content, "notes": []}
    assert change_from_json(change) == Change(reading, 1.0, None, None, "none", None, p=0.25)
    words = {"message": {"text": "A note", "plural": None, "n": None, "values": {}}}
    metric = dict.fromkeys(("name", "numerator", "counts", "leaves_out", "origin", "interval"), words)
    metric |= {
        "key": "orders",
        "family": "purchases",
        "table": "orders",
        "unit": "count",
        "denominator": None,
    }
    expected = Metric(
        "orders", "purchases", "orders", "count", note, note, None, *(note,) * 4, "up", trailing=True
    )
    assert metric_from_json({**metric, "better": "up", "trailing": True}) == expected
    record = {"days": None, "as_of": None, "grain": "month", "by": None, "filters": [["shop", ["Berlin"]]]}
    question = Question(days=None, filters=(("shop", ("Berlin",)),))
    assert question_from_json({**record, "net": False, "currency": None}) == question
