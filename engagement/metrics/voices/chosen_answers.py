"""Choice questions: shares of the options, and orders after each option compared with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from engagement.metrics.rules.groups_followed import GroupAfter, compared, significant_differences
from engagement.metrics.voices.every_question import every_question
from engagement.metrics.voices.followed import followed
from engagement.metrics.voices.given_answers import answers_in_window
from engagement.statistics import clusters, means

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engagement.metrics.core.data import Data
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.voices.every_question import AskedQuestion
    from engagement.metrics.voices.given_answers import GivenAnswers

CHOICE_FORMS: Final = ("single", "several", "ranking")
#: The fewest answers for a share.
_FEWEST: Final = 10
#: The most answers of a question that are listed, most frequent first; the file has all.
_MOST: Final = 60
_SHARES: Final = ("answer", "n", "chosen", "value", "low", "high", "place")
AFTER: Final = (
    *("customers", "spend", "spend_low", "spend_high", "others_spend", "spend_differs"),
    *("came_back", "repeat_within_90_days", "repeat_low", "repeat_high", "others_repeat", "repeat_differs"),
)
COLUMNS: Final = ("question", "form", *_SHARES, *AFTER)


def has_choices(data: Data) -> bool:
    """Return whether there are answers to choice questions."""
    return data.has("responses") and "choice" in data.remember("kinds asked", lambda: _kinds(data))


def _kinds(data: Data) -> frozenset[str]:
    kinds = data.frame("responses").select("kind").unique().collect("pyarrow").to_native()
    return frozenset(kinds["kind"].to_pylist())


def choices(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`: a row for each answer of each choice question, in the window.

    `value`: share `chosen` of the `n` people who answered; `place`: the mean place in a ranking.
    `customers` were followed for 90 days after their answer (`followed`): their mean `spend`, and how many
    `came_back`, and the same for all `others` who answered; `..._differs` is corrected over the question.
    """
    rows = [_table(scope, question) for question in every_question(scope) if question.form in CHOICE_FORMS]
    filled = [frame for frame in rows if not frame.empty]
    return pd.concat(filled, ignore_index=True) if filled else pd.DataFrame(columns=list(COLUMNS))


def _table(scope: Scope, question: AskedQuestion) -> pd.DataFrame:
    return choice_table(scope, question).assign(question=question.wording, form=question.form)[list(COLUMNS)]


def choice_table(scope: Scope, question: AskedQuestion, *, one_per_person: bool = False) -> pd.DataFrame:
    """Return the rows of one question, without `question` and `form`."""
    answers = answers_in_window(scope, question, one_per_person=one_per_person)
    shown_options = min(len(answers.options), _MOST)
    groups = [answers.of(option) for option in range(shown_options)]
    frame = pd.DataFrame(shares(answers, question, groups), columns=list(_SHARES))
    after = orders_afterwards(scope, answers, groups)
    return pd.concat([frame, after], axis=1)


def shares(
    answers: GivenAnswers, question: AskedQuestion, groups: list[NDArray[np.bool_]]
) -> list[tuple[object, ...]]:
    """Return each option's row of the first columns: Wilson's limits, by person if some answered twice."""
    people = int(answers.person.max()) + 1 if answers.submissions else 0
    each = np.bincount(answers.person, minlength=people).astype(np.float64)
    rows: list[tuple[object, ...]] = []
    for option, ticked in enumerate(groups):
        place = float("nan")
        counted = ticked
        if question.form == "ranking":  # those who put it first
            places = answers.place[answers.option == option]
            place = means.mean(places.astype(np.float64)).value
            counted = np.zeros(answers.submissions, dtype=bool)
            counted[answers.row[(answers.option == option) & (answers.place == 1)]] = True
        of_option = np.bincount(answers.person[counted], minlength=people).astype(np.float64)
        share = clusters.share_by_cluster(clusters.share_sums(each, of_option))
        shown = share[:3] if answers.submissions >= _FEWEST else (np.nan,) * 3
        rows.append((answers.options[option], answers.submissions, int(counted.sum()), *shown, place))
    return rows


def orders_afterwards(scope: Scope, answers: GivenAnswers, groups: list[NDArray[np.bool_]]) -> pd.DataFrame:
    """Return `AFTER` for each group of submissions; NaN without orders or known customers."""
    if not scope.data.has("orders"):
        return pd.DataFrame(np.nan, index=range(len(groups)), columns=list(AFTER)).assign(
            customers=0, came_back=0, spend_differs=False, repeat_differs=False
        )
    rows = compared(followed(scope, answers.key, answers.day), groups)
    spend, back = significant_differences(rows)
    after = [_after(*group_row) for group_row in zip(rows, spend.tolist(), back.tolist(), strict=True)]
    return pd.DataFrame(after, columns=list(AFTER))


def _after(row: GroupAfter, spend: object, back: object) -> tuple[object, ...]:
    money = (row.spend, row.spend_low, row.spend_high, row.others_spend, spend)
    share = (row.share, row.share_low, row.share_high, row.others_share, back)
    return (row.customers, *money, row.came_back, *share)
