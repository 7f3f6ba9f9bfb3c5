"""The registry of customer dimensions: which of them the data have, and what computes each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.metrics.segments import by_habit, by_rows, dimensions
from engagement.metrics.segments.dimensions import ANSWER, COLUMN, DIMENSIONS
from engagement.metrics.segments.people import Made, People
from engagement.metrics.sums.group_sums import collect
from engagement.tables import SEGMENT_PREFIX

if TYPE_CHECKING:
    from engagement.metrics.core.customer_standing import Standing
    from engagement.metrics.core.data import Data

#: Questions with more different answers are free text and no dimensions.
_MOST_ANSWERS: Final = 40
_QUESTION_KINDS: Final = ("nps", "effort", "satisfaction", "rating", "choice")

_MADE: Final = Made(
    by_key={
        "rfm_group": by_habit.rfm_group,
        "spend_tier": by_habit.spend_tier,
        "order_count": by_habit.order_count,
        "new_or_returning": by_habit.new_or_returning,
        "rhythm": by_habit.rhythm,
        "discount_use": by_rows.discount_use,
        "first_country": partial(by_rows.of_first_order, "country"),
        "first_region": partial(by_rows.of_first_order, "region"),
        "first_channel": partial(by_rows.of_first_order, "channel"),
        "membership": by_rows.membership,
        "member_tier": by_rows.member_tier,
        "consent": by_rows.consent,
    },
    by_prefix={ANSWER: by_rows.answer, COLUMN: by_rows.column},
    buyers=by_rows.buyers,
)


class _Segments:
    """The interface by which `Data` groups customers."""

    def knows(self, dimension: str) -> bool:
        return dimensions.knows(dimension)

    def offered(self, data: Data) -> tuple[str, ...]:
        return data.remember("customer dimensions", lambda: _offered(data))

    def customers(self, data: Data, standing: Standing) -> People:
        return People(data, standing, _MADE)


SEGMENTS: Final = _Segments()


def _offered(data: Data) -> tuple[str, ...]:
    """Return the dimensions whose columns hold values, and those from answers of known customers."""
    of_columns = [
        d.key for d in DIMENSIONS if all(_fills(data, table, columns) for table, columns in d.needs.items())
    ]
    if not of_columns or not _fills(data, "responses", ("customer_key",)):
        return tuple(of_columns)
    return (*of_columns, *_answers(data))


def _fills(data: Data, table: str, columns: tuple[str, ...]) -> bool:
    if not data.has(table) or not set(columns) <= set(data.columns(table)):
        return False
    counts = collect(data.frame(table).select(*(nw.col(name).count() for name in columns)))
    return all(values[0] for values in counts.values())


def _answers(data: Data) -> list[str]:
    """Return the survey questions and columns with few different answers among known customers."""
    rows = data.frame("responses").filter(~nw.col("customer_key").is_null())
    answers = rows.filter(nw.col("kind").is_in(list(_QUESTION_KINDS))).with_columns(
        said_=nw.coalesce(nw.col("answer"), nw.col("score").cast(nw.String))
    )
    counts = collect(answers.group_by("question").agg(nw.col("said_").n_unique(), rows_=nw.len()))
    usable = sorted(
        (-int(answer_rows), str(question))
        for question, different, answer_rows in zip(
            counts["question"], counts["said_"], counts["rows_"], strict=True
        )
        if 1 < int(different) <= _MOST_ANSWERS
    )
    names = [name for name in data.columns("responses") if name.startswith(SEGMENT_PREFIX)]
    columns = []
    if names:
        different = collect(rows.select(*(nw.col(data.frame_name(name)).n_unique() for name in names)))
        columns = [name for name in names if 1 < int(different[data.frame_name(name)][0]) <= _MOST_ANSWERS]
    bare = [name.removeprefix(SEGMENT_PREFIX) for name in columns]
    # A question whose answers a survey's own column holds, too, is offered once.
    twice = {_fold_name(name) for name in bare}
    questions = [ANSWER + question for _, question in usable if _fold_name(question) not in twice]
    return questions + [COLUMN + name for name in bare]


def _fold_name(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
