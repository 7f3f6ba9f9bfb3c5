"""Gate: files that are plausible and wrong give no wrong figure without a word on the card.

Tables of answers, reviews, posts, days, visits and mailings are damaged as people and programs damage
them: a column renamed, blanked in part, masked, doubled, moved; rows pasted twice; a day in the future.
Each figure is then the right one, or missing, or something is said of the table.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from engagement.store.versions.merge import merge
from tests.sources.voices import drop, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROWS = 40
SCORES = (10, 9, 9, 8, 7, 10, 3, 6)


@dataclass(frozen=True)
class Base:
    """A right table, the kind that it is, and the canonical table and columns of its figures."""

    header: str
    row: Callable[[int], str]
    kind: str
    table: str
    figures: tuple[str, ...]


def _day(n: int) -> str:
    return f"2026-{1 + n // 20:02}-{1 + n % 20:02}"


BASES = {
    "survey": Base(
        "Submitted at,Email,How likely are you to recommend us?,Why?",
        lambda n: f"{_day(n)} 10:{n:02}:07,p{n}@example.com,{SCORES[n % 8]},Own words {n} at length",
        "surveys",
        "responses",
        ("score",),
    ),
    "reviews": Base(
        "review_date,reviewer_email,rating,body,product",
        lambda n: f"{_day(n)} 10:{n:02}:07,p{n}@example.com,{1 + n % 5},Own words {n} at length,Cup {n % 3}",
        "surveys",
        "responses",
        ("score",),
    ),
    "posts": Base(
        "Date,Network,Post text,Impressions,Likes,Comments",
        lambda n: f"{_day(n)},Instagram,Cup {n},{1000 + n},{50 + n},{n}",
        "social",
        "posts",
        ("impressions", "likes"),
    ),
    "days": Base(
        "Date,Network,Followers,New followers,Impressions",
        lambda n: f"{_day(n)},Instagram,{1000 + 3 * n},3,{200 + n}",
        "social",
        "audience",
        ("followers", "impressions"),
    ),
    "web": Base(
        "Date,Sessions,Bounces,Pageviews",
        lambda n: f"{_day(n)},{400 + n},{160 + n},{900 + n}",
        "web",
        "sessions",
        ("sessions", "bounces"),
    ),
    "mail": Base(
        "Campaign,Send date,Recipients,Delivered,Unique opens,Unique clicks",
        lambda n: f"News {n},{_day(n)},1000,990,{300 + n},{40 + n}",
        "email",
        "campaigns",
        ("delivered", "unique_opens"),
    ),
}


def _renamed(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    header[place] = dice.choice(["abc", "Feld 7", "Valore", "col_3"])


def _blanked(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    for line in dice.sample(lines, ROWS // 3):
        line[place] = ""


def _masked(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    for line in lines:
        line[place] = "****"


def _doubled(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    header.append(f"{header[place]} (previous period)")
    for line in lines:
        line.append(line[place])


def _parted(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    name = header[place]
    header[place : place + 1] = [f"{name} (mobile)", f"{name} (total)"]
    for line in lines:
        line.insert(place, "7")


def _moved(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    order = dice.sample(range(len(header)), len(header))
    header[:] = [header[i] for i in order]
    for line in lines:
        line[:] = [line[i] for i in order]


def _twice(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    lines += [list(line) for line in lines]


def _future(header, lines, place, dice):  # noqa: ARG001 - all damages are alike
    dated = next(i for i, cell in enumerate(lines[0]) if cell.startswith("2026-"))
    lines[place][dated] = lines[place][dated].replace("2026-", "2062-")


DAMAGES = (_renamed, _blanked, _masked, _doubled, _parted, _moved, _twice, _future)


def _figures(base: Base, path: Path) -> tuple[dict[str, float], set[str]]:
    """The sums of a table, and what is said of it on its card."""
    result = drop(path)
    if not result:
        return {}, {"refused, or asked about"}
    reports = [one.report for one in result]
    told = {str(sentence) for report in reports for sentence in report.warnings}
    told |= {doubt.about for report in reports for doubt in report.doubts}
    told |= {str(row.reason) for report in reports for row in report.set_aside}
    parts = [one.tables[base.table] for one in result if base.table in one.tables]
    tables = [merge(base.table, parts).table] if parts else []
    if base.table != "responses":
        return {
            name: sum(sum(t[name].drop_null().to_pylist()) for t in tables) for name in base.figures
        }, told
    rows = [row for t in tables for row in t.to_pylist()]
    scored = [row for row in rows if row["kind"] in {"nps", "rating"}]
    first = [row["score"] for row in scored if row["question"] == scored[0]["question"]]
    return {"score": sum(first), "answers": len({row["response_id"] for row in rows})}, told


@pytest.mark.gate
@pytest.mark.parametrize("name", BASES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_no_wrong_figure_without_a_word(tmp_path, name, damage):
    if damage is _parted and BASES[name].kind == "surveys":
        pytest.skip("a question has no devices")
    base, dice = BASES[name], random.Random(name)  # noqa: S311 - no secret
    header, lines = base.header.split(","), [base.row(n).split(",") for n in range(ROWS)]
    right, usual = _figures(base, written(tmp_path, "\n".join(map(",".join, [header, *lines]))))
    assert all(right.values())
    for place in range(len(header)):
        wrong = [list(header), [list(line) for line in lines]]
        damage(*wrong, place, dice)
        text = "\n".join(map(",".join, [wrong[0], *wrong[1]]))
        figures, told = _figures(base, written(tmp_path, text))
        # What is blank is not said: of it there is less, and nothing else.
        off = {
            key: value
            for key, value in figures.items()
            if value not in {0, right[key]} and not (damage is _blanked and value < right[key])
        }
        assert told - usual or not off, (header[place], off, right)
