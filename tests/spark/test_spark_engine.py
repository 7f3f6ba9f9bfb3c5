"""Every figure and table is the same on Spark as on DuckDB, and a folder of Parquet is read as files are."""

from __future__ import annotations

import json
import math
import shutil
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import engagement
from engagement.cli import main
from engagement.metrics.findings import plain_values
from engagement.metrics.views.open_files import tables_of
from engagement.metrics.views.owners import view_of
from engagement.spark.session import SparkMissingError, session
from engagement.spark.spark_engine import SparkEngine
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Figures that each scan tables in a way of their own; `make gates` compares all of them and all tables.
WAYS = ("repeat_purchase_rate", "median_order_value", "net_promoter_score")


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """Two hundred orders of forty people, and what thirty of them answered."""
    folder = tmp_path_factory.mktemp("exports")
    orders, answers = folder / "orders.csv", folder / "survey.csv"
    rows = []
    for n in range(200):
        person, country = n * n % 41, "IT" if n % 3 else "ES"
        rows.append(
            f"{n},2026-{1 + n % 9:02}-{1 + n % 27:02},p{person}@example.com,{10 + n % 23}.50,{country}"
        )
    orders.write_text("\n".join(["Order ID,Order Date,Email,Total,Country", *rows, ""]), "utf-8")
    listed = [f"p{n}@example.com,2026-05-{1 + n % 28:02},{n % 11},IT" for n in range(31)]
    text = "Email,Submitted at,How likely are you to recommend us to a friend?,Country"
    answers.write_text("\n".join([text, *listed, ""]), "utf-8")
    return tables_of(engagement.read(orders, answers))


@pytest.fixture(scope="module")
def demo() -> dict[str, pa.Table]:
    return tables_of(engagement.read(*sorted((ROOT / "sample_data").glob("*.csv"))))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkEngine]:
    pytest.importorskip("pyspark", reason="not compared on Spark: the extra [spark] is not installed")
    if shutil.which("java") is None:
        pytest.skip("not compared on Spark: there is no Java")
    with pytest.MonkeyPatch.context() as surroundings:
        # Java would compile for hours of work what runs for seconds: half of the time of these tests.
        surroundings.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        running = session()
    yield SparkEngine(running, tmp_path_factory.mktemp("spark"))
    running.stop()


@pytest.fixture(scope="module")
def folder(tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables as somebody may have written them: orders by year, the others in one file each."""
    written = tmp_path_factory.mktemp("tables")
    for name, table in tables.items():
        if name != "orders":
            pq.write_table(table, written / f"{name}.parquet")
            continue
        half = table.num_rows // 2
        for part, rows in (("year=1", table.slice(0, half)), ("year=2", table.slice(half))):
            (written / name / part).mkdir(parents=True)
            pq.write_table(rows, written / name / part / "part-0.parquet")
    return written


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
def test_figures_are_the_same_on_spark(tables, spark):
    question = engagement.measure([]).question
    here, there = view_of(tables, question), view_of(tables, question, engine=spark)
    for key in WAYS:
        one, two = here.reading(key), there.reading(key)
        for name in ("value", "numerator", "denominator", "low", "high", "n"):
            assert _same(getattr(one, name), getattr(two, name)), (key, name)
    pd.testing.assert_frame_equal(there.trend("orders"), here.trend("orders"), rtol=1e-9, check_dtype=False)


@pytest.mark.gate
@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")
def test_all_that_is_told_is_the_same_on_spark(demo, spark):
    question = engagement.measure([]).question
    reports = [
        json.loads(plain_values.as_json(plain_values.report(view_of(demo, question, engine=engine))))
        for engine in (None, spark)
    ]
    assert list(_differences(*reports)) == []


def test_a_folder_of_parquet_gives_what_the_files_give(folder, tables, capsys):
    assert main(["metrics", "--tables", str(folder), "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    view = view_of(tables, engagement.measure([]).question)
    for key in WAYS:
        assert _same(content["metrics"][key]["value"], view.reading(key).value)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Give either files or --tables."),
        (["--tables", "."], "holds no tables: there is no table"),
        (["--tables", "broken"], "orders.parquet: the column source is missing"),
        (["--tables", "typed"], "orders.parquet: day is string where int32 is needed"),
    ],
)
def test_what_holds_no_tables_is_refused_in_one_sentence(
    tmp_path, monkeypatch, capsys, tables, arguments, expected
):
    monkeypatch.chdir(tmp_path)
    for name, table in (
        ("broken", tables["orders"].drop_columns(["source"])),
        (
            "typed",
            tables["orders"]
            .drop_columns(["day"])
            .append_column("day", pa.nulls(len(tables["orders"]), pa.string())),
        ),
    ):
        (tmp_path / name).mkdir()
        pq.write_table(table, tmp_path / name / "orders.parquet")
    assert main(["metrics", *arguments]) == 2
    refused = capsys.readouterr()
    assert expected in refused.err
    assert refused.err.count("\n") == 1


def test_where_spark_cannot_start_one_sentence_says_what_it_needs(monkeypatch, capsys):
    monkeypatch.setenv("ENGAGEMENT_SPARK_REMOTE", "nonsense")
    with pytest.raises(SparkMissingError):
        session("nonsense")
    assert main(["metrics", "--engine", "spark", "orders.csv"]) == 2
    assert "Spark does not start" in capsys.readouterr().err


def _same(one: Any, two: Any) -> bool:
    if isinstance(one, float) and isinstance(two, float):
        return math.isclose(one, two, rel_tol=1e-9, abs_tol=1e-9) or (math.isnan(one) and math.isnan(two))
    return bool(one == two)


def _differences(one: Any, two: Any, at: str = "") -> Iterator[str]:
    if isinstance(one, dict) and isinstance(two, dict) and one.keys() == two.keys():
        for key in one:
            yield from _differences(one[key], two[key], f"{at}/{key}")
    elif isinstance(one, list) and isinstance(two, list) and len(one) == len(two):
        for place, (left, right) in enumerate(zip(one, two, strict=True)):
            yield from _differences(left, right, f"{at}[{place}]")
    elif not _same(one, two):
        yield f"{at}: {one} and {two}"
