"""What compares two states of the code, or two engines, sees the differences that there are."""

from __future__ import annotations

from importlib import import_module

import pytest
from PIL import Image

from benchmarks.invented_shop import shop
from benchmarks.measure import Measured, Runs, side_by_side
from benchmarks.questions import QUESTIONS
from benchmarks.report import Aim, Part, lines
from benchmarks.screenshots import Difference, compared
from benchmarks.shuffles import FEW, JOINED, SORTED, SUMMED, exchanges
from benchmarks.suite import ENGINES, agree
from benchmarks.written import Written


def test_two_pictures_that_differ_are_told_with_the_place_and_equal_ones_are_not(tmp_path):
    before, after, shown = (tmp_path / name for name in ("before.png", "after.png", "shown.png"))
    picture = Image.new("RGB", (8, 6), "white")
    picture.save(before)
    picture.save(after)
    assert compared(before, after, shown) is None
    picture.putpixel((3, 2), (255, 255, 254))
    picture.save(after)
    assert compared(before, after, shown) == Difference(1, (3, 2, 4, 3), ((8, 6), (8, 6)))
    assert Image.open(shown).getpixel((3, 2)) == 255


def test_a_page_that_grew_differs_where_it_goes_on(tmp_path):
    before, after, shown = (tmp_path / name for name in ("before.png", "after.png", "shown.png"))
    Image.new("RGB", (8, 6), "white").save(before)
    Image.new("RGB", (8, 9), "white").save(after)
    assert compared(before, after, shown) == Difference(24, (0, 6, 8, 9), ((8, 6), (8, 9)))


@pytest.mark.gate
@pytest.mark.parametrize("question", QUESTIONS)
def test_all_engines_give_the_same_answers(tmp_path, question):
    place = shop(str(tmp_path), "20000")
    agree(
        question,
        {e: getattr(import_module(f"benchmarks.peers.{e}"), question)(place) for e in ENGINES.values()},
    )


def test_an_answer_that_is_wrong_or_missing_ends_the_run():
    agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 3.0 + 1e-12}})
    with pytest.raises(AssertionError, match=r"figures, orders: one says 3.0, two 4.0"):
        agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 4.0}})
    with pytest.raises(AssertionError, match="revenue"):
        agree("figures", {"one": {"orders": 3.0}, "two": {"orders": 3.0, "revenue": 1.0}})


def test_runs_are_told_as_multiples_of_the_first_of_their_own_round():
    base = tuple(Measured(1.0, cpu, 100.0, None) for cpu in (1.0, 2.0, 4.0))
    other = tuple(Measured(2.0, cpu, 90.0 + cpu, None) for cpu in (2.0, 2.0, 12.0))
    assert lines({"other": Runs(other, base)}, 1_000_000) == [
        "| other | 2.00 | 2.00 | 2.00 (1.00 to 3.00) | 102 | 2.00 |"
    ]


def test_a_part_that_fails_loses_neither_what_it_had_nor_the_others(tmp_path):
    written = Written(tmp_path / "latest.md")

    def ends_early():
        yield Part("## Half", [Aim("to be quick", "3 times", met=True)])
        raise AssertionError("the second half\nfailed")

    written.take("half", ends_early)
    after_the_first = (tmp_path / "latest.md").read_text("utf-8")
    written.take("whole", lambda: iter([Part("## Whole, one row"), Part("## Whole, both rows")]))
    report = (tmp_path / "latest.md").read_text("utf-8")
    assert "## Half\n\nEnded early: AssertionError: the second half failed" in after_the_first
    assert "| to be quick | 3 times | met |" in report
    assert report.endswith(
        "## Half\n\nEnded early: AssertionError: the second half failed\n\n## Whole, both rows\n"
    )
    assert written.failed == ["half"]


def test_the_first_round_always_runs_and_no_other_begins_after_the_last_moment():
    result = side_by_side({"one": "benchmarks.invented_shop:tables"}, "nowhere", "", 5, until=0.0)
    assert [run.result for run in result["one"].each] == [{"orders": [], "lines": []}]


def test_of_a_plan_of_spark_it_is_told_what_travels_at_each_exchange():
    plan = """
*(3) HashAggregate(keys=[day#1], functions=[sum(n#2)])
+- Exchange hashpartitioning(day#1, 200), ENSURE_REQUIREMENTS, [id=#1]
   +- *(2) HashAggregate(keys=[day#1], functions=[partial_sum(n#2)])
      +- Window [lag(day#1)], [customer_key#3L]
         +- Exchange hashpartitioning(customer_key#3L, 200), ENSURE_REQUIREMENTS, [id=#2]
            +- *(1) Filter isnotnull(customer_key#3L)
+- Exchange hashpartitioning(customer_key#3L, 200), ENSURE_REQUIREMENTS, [id=#3]
   +- *(1) HashAggregate(keys=[customer_key#3L], functions=[partial_sum(gross#4L)])
+- Exchange hashpartitioning(source#5, order_id#6, 200), ENSURE_REQUIREMENTS, [id=#4]
   +- *(1) ColumnarToRow
+- BroadcastExchange HashedRelationBroadcastMode(List(input[0])), [id=#5]
+- ReusedExchange [customer_key#3L], Exchange hashpartitioning(customer_key#3L, 200)
+- Exchange SinglePartition, ENSURE_REQUIREMENTS, [id=#6]
   +- *(1) Project [gross#4L]
"""
    assert list(exchanges(plan)) == [FEW, SORTED, SUMMED, JOINED, FEW]
