"""The page of the data says which sales stand in two files, counts them once, and takes an answer."""

from __future__ import annotations

import re

from engagement.app.data.shared_sales import _sheet
from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.locale.translator import translator
from engagement.readable.files import to_csv
from engagement.store import open_workspace
from tests.app.own_shop import plain, text_of, visit
from tests.sources.formats.same_sales import orders, payments


def test_a_sale_in_two_files_is_said_to_count_once_until_a_person_says_that_it_is_another(data):
    for name, content in (("orders.csv", orders()), ("payments.csv", payments())):
        (data / name).write_text(content, "utf-8")
    workspace = open_workspace(data / "data", OWN)
    take(workspace, [(data / name, name) for name in ("orders.csv", "payments.csv")])
    at = visit("data")
    text = "60 of 61 sales in payments.csv are orders of orders.csv and count once."
    assert text in plain(text_of(at))
    assert "60 known by their numbers" in plain(text_of(at))
    assert workspace.version.rows["orders"] == 61
    _answers(at).set_value("apart").run()
    assert "They count as sales of their own, as you said." in plain(text_of(at))
    assert workspace.version.rows["orders"] == 121
    workspace.undo()
    at = visit("data")
    assert text in plain(text_of(at))
    right = [button for button in at.button if str(button.key).startswith("sales_")]
    assert [button.label for button in right] == ["That is right"]
    right[0].click().run()
    assert not at.exception
    assert _answers(visit("data")).label == "These are, as you said:"
    assert workspace.version.rows["orders"] == 61


def _answers(at):
    (found,) = (group for group in at.button_group if str(group.key).startswith("sales_"))
    return found


def test_the_file_of_pairs_has_numbers_and_days_that_a_spreadsheet_knows(data):
    for name, content in (("orders.csv", orders()), ("payments.csv", payments())):
        (data / name).write_text(content, "utf-8")
    workspace = open_workspace(data / "data", OWN)
    take(workspace, [(data / name, name) for name in ("orders.csv", "payments.csv")])
    same = [pairs for each in workspace.datasets() if (pairs := workspace.same_sales(each.id)) is not None]
    t = translator("it")
    rows = (
        to_csv(_sheet(next(pairs for pairs in same if pairs.num_rows), t), t).decode("utf-8-sig").splitlines()
    )
    assert rows[0] == "Riga;Giorno;Importo;Valuta;Numero qui;Numero là;Riconosciuto da"
    line, day, amount, currency, *_ = rows[1].split(";")
    assert line.isdigit()
    assert re.fullmatch(r"\d{2}/\d{2}/\d{4}", day)
    assert re.fullmatch(r"\d+,\d{2}", amount)
    assert currency == "EUR"
