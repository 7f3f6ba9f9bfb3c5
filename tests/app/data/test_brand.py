"""The card of a file of orders says what it and another file number differently."""

from __future__ import annotations

from engagement.app.workspaces.intake import take
from engagement.app.workspaces.open_workspaces import OWN
from engagement.store import open_workspace
from tests.app.own_shop import visit

HEAD = "Order ID,Order Date,Email,Total,Currency\n"


def test_the_card_of_a_file_says_that_a_spreadsheet_cut_the_numbers_of_its_orders(data):
    shop = open_workspace(data / "data", OWN)
    for name, before in (("whole.csv", "000"), ("cut.csv", "")):
        rows = [f"{before}{n},2026-01-0{n},ann{n}@example.com,10.00,EUR\n" for n in range(1, 7)]
        path = data / name
        path.write_text(HEAD + "".join(rows), "utf-8")
        take(shop, [(path, name)])
    by_file = {dataset.file: dataset.id for dataset in shop.datasets()}
    assert shop.cut_numbers(by_file["whole.csv"]) is None
    warnings = [warning.value.replace("\\", "") for warning in visit("data").warning]
    cut = [text for text in warnings if "under longer numbers, like 1 = 0001" in text]
    assert len(cut) == 1
    assert cut[0].startswith("6 orders of cut.csv stand in whole.csv")
