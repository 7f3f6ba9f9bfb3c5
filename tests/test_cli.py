from __future__ import annotations

import json
import subprocess
import sys

import pytest

from engagement.cli import main

ORDERS = b"Order ID;Created at;Email;Total\n1;2026-05-01;ava@example.com;12,50 \xe2\x82\xac\n"


@pytest.fixture
def shop(tmp_path):
    path = tmp_path / "orders.csv"
    path.write_bytes(ORDERS)
    return path


def test_inspect_prints_one_object_per_table(shop, capsys):
    assert main(["inspect", str(shop), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert [(table["file"], table["kind"], table["decimal"]) for table in content] == [
        ("orders.csv", "orders", ",")
    ]


def test_inspect_speaks_to_a_person_too(shop, capsys):
    assert main(["inspect", str(shop)]) == 0
    assert "1 rows: 1 kept, 0 set aside" in capsys.readouterr().out


def test_rows_prints_the_table_as_read(shop, capfdbinary):
    assert main(["rows", str(shop)]) == 0
    assert capfdbinary.readouterr().out == (
        'Order ID,Created at,Email,Total\r\n1,2026-05-01,ava@example.com,"12,50 €"\r\n'.encode()
    )


def test_rows_leaves_a_table_or_a_sentence_for_each_file(shop, tmp_path, capsys):
    empty = tmp_path / "empty.csv"
    empty.touch()
    out = tmp_path / "deep" / "out"
    assert main(["rows", str(shop), str(empty), "--out", str(out)]) == 0
    left = {path.name: path.stat().st_size for path in out.iterdir()}
    assert sorted(left) == ["empty.csv.csv", "empty.csv.error", "orders.csv.csv"]
    assert left["empty.csv.csv"] == 0  # no bytes are no rows
    assert (
        out / "empty.csv.error"
    ).read_text() == "This file is empty. Export it again and upload the new file.\n"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    "arguments", [["inspect", "absent.csv"], ["inspect"], ["fly"], ["rows", "a", "b"], []]
)
def test_a_refusal_is_one_line_and_code_two(arguments, capsys):
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--compare", "2025-02-01..2025-01-01"], "2025-02-01..2025-01-01 ends before it begins"),
        (["--window", "5000000"], "neither a number of days nor all"),
        (["--window", "9" * 30], "neither a number of days nor all"),
        (["--as-of", "0001-01-01"], "no day like"),
    ],
)
def test_days_that_no_calendar_holds_are_refused_by_name(shop, arguments, expected, capsys):
    assert main(["metrics", str(shop), *arguments]) == 2
    assert expected in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["inspect", "."], ". is a folder: name the files in it.\n"),
        (["inspect", "-"], "- cannot be read twice: save it as a file first.\n"),
        (["inspect", "/dev/null"], "/dev/null cannot be read twice: save it as a file first.\n"),
        (["inspect", "orders.csv", "--shop", "a=A"], "--shop speaks of a, which is not among the files.\n"),
        (["serve", "--data-dir", "orders.csv"], "orders.csv cannot be used: Not a directory.\n"),
        (["rows", "orders.csv", "--out", "orders.csv"], "orders.csv cannot be used: File exists.\n"),
    ],
)  # fmt: skip
def test_what_is_no_file_is_named_for_what_it_is(shop, arguments, expected, monkeypatch, capsys):
    monkeypatch.chdir(shop.parent)
    assert main(arguments) == 2
    assert capsys.readouterr().err == expected


def test_a_file_that_cannot_be_read_is_one_line_and_code_two(tmp_path, capsys):
    path = tmp_path / "x.csv"
    path.write_bytes(b"%PDF-1.7")
    assert main(["rows", str(path)]) == 2
    assert capsys.readouterr().err.startswith("x.csv: This is a PDF.")


def test_a_closed_pipe_is_no_traceback(tmp_path):
    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 200_000)
    command = f"{sys.executable} -m engagement rows {path} | head -n 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=True, timeout=300)
    assert done.stdout == b"a,b\r\n"
    assert b"Traceback" not in done.stderr


def test_metrics_read_money_in_one_currency_or_convert_it_by_rates_of_a_file(tmp_path, capsys):
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "Order ID,Created at,Email,Total,Currency\n"
        "1,2026-05-01,ava@example.com,10.00,EUR\n"
        "2,2026-05-02,ben@example.com,10.00,EUR\n"
        "3,2026-05-03,eve@example.com,20.00,USD\n"
    )
    rates = tmp_path / "rates.json"
    rates.write_text('{"to": "EUR", "day": "2026-05-01", "per_unit": {"USD": "0.5"}}')

    def revenue(*options):
        assert main(["metrics", str(orders), "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)["metrics"]["revenue"]["value"]

    assert revenue("--currency", "USD") == 20
    assert revenue("--rates", str(rates)) == 30
    assert main(["metrics", str(orders), "--currency", "PLN"]) == 2
    assert "No order is in PLN; there are: EUR, USD." in capsys.readouterr().err
    assert main(["metrics", str(orders), "--rates", str(orders)]) == 2
    assert "JSON like this" in capsys.readouterr().err


def test_a_sale_in_two_files_is_told_of_and_counts_once_unless_it_is_said_otherwise(shop, tmp_path, capsys):
    payments = tmp_path / "payments.csv"
    payments.write_text(
        "Payment ID,Date,Email,Amount,Currency,Description\n"
        "tr_1,2026-05-01,ava@example.com,12.50,EUR,Order 1\n"
        "tr_2,2026-05-02,ben@example.com,7.00,EUR,Workshop\n"
    )
    assert main(["inspect", str(payments), str(shop), "--json"]) == 0
    (found, other) = json.loads(capsys.readouterr().out)
    text = "1 of 2 sales in payments.csv is an order of orders.csv and counts once."
    assert text in found["warnings"]
    (doubt,) = found["doubts"]
    assert (doubt["about"], doubt["question"], doubt["choices"]) == ("sales", text, ["once", "apart"])
    assert (found["same_sales"], found["rows_kept"], other["doubts"]) == (1, 2, [])

    def orders(*options):
        assert main(["metrics", str(payments), str(shop), "--json", *options]) == 0
        return json.loads(capsys.readouterr().out)["metrics"]["orders"]

    content = orders()
    assert content["value"] == orders("--sales", "once")["value"] == 2
    assert any("counts once" in note for note in content["notes"])
    assert orders("--sales", "apart")["value"] == 3


def test_inspect_takes_the_shop_of_a_file_as_metrics_does(tmp_path, capsys):
    header = "Order ID,Order Date,Email,Total,Currency\n"
    files = [tmp_path / "north.csv", tmp_path / "south.csv"]
    for month, file in enumerate(files, 1):
        rows = [f"{n},2026-0{month}-0{n},b{n}@example.com,10.00,EUR\n" for n in range(1, 7)]
        file.write_text(header + "".join(rows), "utf-8")
    doubted = []
    for expected in ([], ["--shop", "north.csv=North", "--shop", "south.csv=South"]):
        assert main(["inspect", *map(str, files), "--json", *expected]) == 0
        plain = json.loads(capsys.readouterr().out)
        doubted.append([doubt["about"] for table in plain for doubt in table["doubts"]])
    assert doubted == [["shops", "shops"], []]
