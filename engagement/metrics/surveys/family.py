"""What customers say: the score of recommending, effort, satisfaction, and how many answered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw
import numpy as np

from engagement.metrics.core.definition import Definition, Family
from engagement.metrics.rules.plain import Count, Rate
from engagement.metrics.sums.groups import WHOLE
from engagement.metrics.surveys import words
from engagement.metrics.surveys.answers import (
    TABLE,
    account,
    answers,
    effort_sums,
    has_kind,
    has_unfinished,
    nps_sums,
    satisfaction_sums,
    submission_sums,
)
from engagement.metrics.surveys.notes import effort_notes, nps_notes, response_notes, satisfaction_notes
from engagement.metrics.surveys.rules import MeanOnScale, NetPromoter
from engagement.metrics.surveys.tables import (
    comments,
    effort_distribution,
    nps_distribution,
    nps_shares,
    satisfaction_distribution,
)

if TYPE_CHECKING:
    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.definition import Notes
    from engagement.metrics.core.scope import Scope, Source
    from engagement.metrics.model import Metric
    from engagement.metrics.rules.plain import Rule
    from engagement.metrics.surveys.questions import Kind


def _answers_account(scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
    rows = scope.grouped(scope.frame(TABLE), WHOLE, TABLE)
    return (), int(np.asarray(rows.select(nw.len()).collect().to_numpy())[0, 0])


def _all_rows(scope: Scope) -> Frame:
    return scope.grouped(scope.frame(TABLE), WHOLE, TABLE)


#: By what answers can be split; a survey's own segments are added to these.
DIMENSIONS: Final = {"survey": nw.col("survey"), "question": nw.col("question")}


def _asked(metric: Metric, kind: Kind, source: Source, rule: Rule, about: Notes) -> Definition:
    """Return a metric of the answers to one kind of question."""
    return Definition(
        metric=metric,
        source=source,
        rule=rule,
        account=partial(account, kind=kind),
        rows=partial(answers, kind=kind),
        notes=about,
        available=partial(has_kind, kind=kind),
    )


FAMILY: Final = Family(
    table=TABLE,
    dimensions=DIMENSIONS,
    definitions=(
        _asked(words.NET_PROMOTER_SCORE, "nps", nps_sums, NetPromoter(), nps_notes),
        _asked(words.CUSTOMER_EFFORT_SCORE, "effort", effort_sums, MeanOnScale(), effort_notes),
        _asked(words.EFFORT_EASY_SHARE, "effort", effort_sums, Rate("good", "n"), effort_notes),
        _asked(
            words.CUSTOMER_SATISFACTION,
            "satisfaction",
            satisfaction_sums,
            Rate("good", "n"),
            satisfaction_notes,
        ),
        Definition(
            metric=words.ANSWERS,
            source=submission_sums,
            rule=Count("submissions", "submissions"),
            account=_answers_account,
            rows=_all_rows,
        ),
        Definition(
            metric=words.RESPONSE_SHARE,
            source=submission_sums,
            rule=Rate("answered", "submissions"),
            account=_answers_account,
            rows=_all_rows,
            notes=response_notes,
            available=has_unfinished,
        ),
    ),
    tables={
        "nps_shares": nps_shares,
        "nps_distribution": nps_distribution,
        "effort_distribution": effort_distribution,
        "satisfaction_distribution": satisfaction_distribution,
        "comments": comments,
    },
)
