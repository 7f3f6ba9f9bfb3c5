"""The same number at another time is another shop's: said aloud, and answered by a name."""

from __future__ import annotations

import engagement
from engagement.app.workspaces.intake import take
from engagement.store import open_workspace
from engagement.store.versions.read_together import accounted

HEAD = "Order ID,Order Date,Email,Total,Currency\n"
NORTH = HEAD + "".join(f"{n},2026-01-0{n},ann{n}@example.com,10.00,EUR\n" for n in range(1, 7))
SOUTH = HEAD + "".join(f"{n},2026-03-0{n},ben{n}@example.com,20.00,EUR\n" for n in range(4, 10))
CENTS = HEAD + "".join(f"C{n},2026-03-0{n},ben{n}@example.com,1990.00,EUR\n" for n in range(1, 7))


def written(folder, **contents):
    paths = [folder / f"{name}.csv" for name in contents]
    for path, content in zip(paths, contents.values(), strict=True):
        path.write_text(content, "utf-8")
    return paths


def doubts(imported) -> dict[str, set[str]]:
    return {one.report.file: {d.about for d in one.report.doubts} for one in accounted(imported)}


def test_numbers_of_another_time_are_doubted_until_the_shops_are_named(tmp_path):
    paths = written(tmp_path, north=NORTH, south=SOUTH)
    unnamed = engagement.read(*paths)
    assert doubts(unnamed) == {"north.csv": {"shops"}, "south.csv": {"shops"}}
    assert engagement.measure(unnamed).reading("orders").value == 9
    named = engagement.read(*paths, shops={"north.csv": "North", "south.csv": "South"})
    assert doubts(named) == {"north.csv": set(), "south.csv": set()}
    assert engagement.measure(named).reading("orders").value == 12


def test_the_same_orders_in_two_exports_are_not_doubted(tmp_path):
    result = engagement.read(*written(tmp_path, early=NORTH, late=NORTH))
    assert doubts(result) == {"early.csv": set(), "late.csv": set()}


def test_amounts_a_hundred_times_those_of_the_other_files_are_doubted(tmp_path):
    result = engagement.read(*written(tmp_path, north=NORTH, cents=CENTS))
    assert doubts(result) == {"north.csv": set(), "cents.csv": {"scale"}}


def test_a_workspace_says_which_numbers_stand_for_other_orders(tmp_path):
    shop = open_workspace(tmp_path / "data", "shop")
    for path in written(tmp_path, north=NORTH, south=SOUTH):
        take(shop, [(path, path.name)])
    north, south = sorted(dataset.id for dataset in shop.datasets())
    assert shop.clashing_numbers(south) == ["4", "5", "6"]
    shop.name_shop(north, "North")
    assert shop.clashing_numbers(south) == []


def test_a_workspace_says_which_file_is_worth_many_times_another_of_its_shop(tmp_path):
    shop = open_workspace(tmp_path / "data", "shop")
    for path in written(tmp_path, north=NORTH, cents=CENTS):
        take(shop, [(path, path.name)])
    by_file = {dataset.file: dataset.id for dataset in shop.datasets()}
    assert shop.out_of_scale(by_file["cents.csv"]) == (199, "north.csv")
    assert shop.out_of_scale(by_file["north.csv"]) is None
    shop.name_shop(by_file["north.csv"], "North")
    assert shop.out_of_scale(by_file["cents.csv"]) is None


def test_numbers_whose_zeros_a_spreadsheet_cut_are_doubted(tmp_path):
    whole = NORTH.replace("\n", "\n000")[:-3]
    read = engagement.read(*written(tmp_path, whole=whole, cut=NORTH))
    assert doubts(read) == {"whole.csv": set(), "cut.csv": {"shops"}}
    (cut,) = [one for one in accounted(read) if one.report.file == "cut.csv"]
    assert "6 orders of cut.csv stand in whole.csv under longer numbers, like 1 = 0001" in str(
        cut.report.warnings[-1]
    )


def test_like_numbers_of_other_amounts_are_not_taken_for_cut_ones(tmp_path):
    other = NORTH.replace("\n", "\n000")[:-3].replace("10.00", "11.00")
    assert doubts(engagement.read(*written(tmp_path, other=other, cut=NORTH)))["cut.csv"] == set()


LINES = "Order ID,Order Date,Product,Quantity,Unit price,Currency\n" + "".join(
    f"{n},2026-01-0{n},Mug,2,4.00,EUR\n" for n in range(1, 7)
)


def test_other_amounts_of_the_same_orders_are_doubted_and_their_customers_stay(tmp_path):
    found = engagement.read(*written(tmp_path, orders=NORTH, lines=LINES))
    assert doubts(found) == {"orders.csv": {"scale"}, "lines.csv": {"scale"}}
    assert engagement.measure(found).reading("customers").value == 6
    sentence = "6 of 6 orders that lines.csv shares with orders.csv have another amount there"
    (lines,) = [one for one in accounted(found) if one.report.file == "lines.csv"]
    assert any(sentence in str(warning) for warning in lines.report.warnings)


def test_a_corrected_order_is_no_reason_for_a_doubt(tmp_path):
    many = HEAD + "".join(f"{n},2026-01-{n:02},ann{n}@example.com,10.00,EUR\n" for n in range(1, 29))
    corrected = many.replace("ann7@example.com,10.00", "ann7@example.com,12.00")
    found = engagement.read(*written(tmp_path, early=many, late=corrected))
    assert doubts(found) == {"early.csv": set(), "late.csv": set()}


def test_a_workspace_says_which_file_has_other_amounts_for_the_same_orders(tmp_path):
    workspace = open_workspace(tmp_path / "data", "shop")
    for path in written(tmp_path, orders=NORTH, lines=LINES):
        take(workspace, [(path, path.name)])
    first, second = workspace.datasets()
    assert "6 of 6 orders" in str(workspace.other_amounts(first.id))
    assert "6 of 6 orders" in str(workspace.other_amounts(second.id))
