"""Answers that name the group of the NPS ("Promoter", "Passive", "Detractor"), with or without its score.

Some tools export the group in place of the score. The NPS needs no more than the groups: it is exact. How the
scores are spread within a group is not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import pyarrow.compute as pc

from engagement.locale import message
from engagement.sources.meaning.header_words import fold_name
from engagement.sources.meaning.survey_roles import role_of_name
from engagement.sources.meaning.survey_topics import PROMOTER
from engagement.sources.surveys.question_kinds import ColumnQuestion
from engagement.sources.words.fold import fold
from engagement.sources.words.word_files import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pyarrow as pa

    from engagement.sources.model.raw_table import RawTable
    from engagement.sources.surveys.respondents import SurveyColumn

_Group = Literal["promoter", "passive", "detractor"]
#: The score of each group that is nearest to the next one.
_SCORES: Final[dict[_Group, float]] = {"promoter": 9, "passive": 7, "detractor": 6}
_GROUPS: Final[dict[str, _Group]] = {
    fold(name, marks=True): group for group in _SCORES for name in words("nps-answers")[group]
}
_SAMPLE: Final = 2_000


def are_groups(labels: Sequence[str]) -> bool:
    """Return whether all of some texts are names of groups."""
    return bool(labels) and all(fold(text, marks=True) in _GROUPS for text in labels)


def groups_of(labels: Sequence[str]) -> list[_Group]:
    """Return the group that each of some texts names."""
    return [_GROUPS[fold(text, marks=True)] for text in labels]


def groups_of_scores(scores: pa.DoubleArray) -> pa.StringArray:
    """Return the group of each score from 0 to 10; null for none."""
    low = pc.if_else(pc.greater_equal(scores, _SCORES["passive"]), "passive", "detractor")
    return pc.if_else(pc.greater_equal(scores, _SCORES["promoter"]), "promoter", low)


def grouped(columns: Sequence[SurveyColumn]) -> SurveyColumn | None:
    """Return the first column of groups that is named after the NPS, or has promoters and detractors."""
    return next((column for column in columns if _shows(column.wording, column.tally.labels)), None)


def are_answered(raw: RawTable) -> bool:
    """Return whether each row has a group beside the id or the day of a submission."""
    roles = {role_of_name(name) for name in raw.columns}
    return bool(roles & {"response", "submitted"}) and any(
        _shows(name, pc.unique(raw.data.column(place).slice(0, _SAMPLE)).drop_null().to_pylist())
        for place, name in enumerate(raw.columns)
    )


def question(column: SurveyColumn) -> ColumnQuestion:
    """Return the groups of a column as answers to the question of the NPS."""
    scores = tuple(_SCORES[group] for group in groups_of(column.tally.labels))
    told = message(
        "“{question}” has the groups of the NPS without their scores: promoters are read as 9, passives as 7 "
        "and detractors as 6. The NPS is exact, the distribution of the scores is not known",
        question=column.wording,
    )
    return ColumnQuestion("nps", scores, 0, 10, False, (told,))


def _shows(name: str, labels: Sequence[str]) -> bool:
    if not are_groups(labels):
        return False
    met = {*groups_of(labels)}
    return {"promoter", "detractor"} <= met or (len(met) > 1 and PROMOTER.search(fold_name(name)) is not None)
