"""The family of survey figures: recommendation, effort, satisfaction, and completion."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.core.cells import marked
from engagement.metrics.core.definition import Definition, Family, ResultTable
from engagement.metrics.core.page import ANSWERS, OPINION, Place
from engagement.metrics.core.publishing import Guarded, GuardedTable
from engagement.metrics.model import Metric
from engagement.metrics.rules.plain import Count, Rate
from engagement.metrics.sums.group_sums import WHOLE, sums
from engagement.metrics.surveys.answers import (
    TABLE,
    UNDATED,
    account,
    answers,
    effort_sums,
    has_kind,
    has_unfinished,
    nps_sums,
    satisfaction_sums,
    submission_sums,
    undated,
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
from engagement.metrics.words.phrases import ARTICLES, NO_INTERVAL, OUTSIDE, STANDARD

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.engine import Frame
    from engagement.locale import Message
    from engagement.metrics.core.cells import PartsOf
    from engagement.metrics.core.publishing import CellCounts
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.sums.group_sums import Cut, Sums
    from engagement.statistics.interval import Array

_LEADS: Final = message("Where several such questions were asked, the one with most answers stands for them.")
_OTHERS: Final = message(
    "Answers outside the period, to other questions or outside the scale. A blank is no answer."
)
_WILSON: Final = message("95%, Wilson: in 19 of 20 such samples the interval holds the true share.")
_NEEDS_ANSWERS: Final = message("A file of survey answers, one row per person.")

_metric = partial(Metric, family="surveys", table="responses", leaves_out=_OTHERS)
_share = partial(_metric, unit="share", origin=STANDARD, interval=_WILSON, better="up")


def _answers_account(scope: Scope) -> tuple[tuple[tuple[Message, int], ...], int]:
    used = int(sums(_all_rows(scope), WHOLE, {"n": nw.lit(1)})["n"][0])
    left_out = ((UNDATED, undated(scope)), (OUTSIDE, scope.outside(scope.rows(TABLE))))
    return tuple((reason, rows) for reason, rows in left_out if rows), used


def _all_rows(scope: Scope) -> Frame:
    return scope.grouped(scope.frame(TABLE), WHOLE, TABLE)


#: The dimensions of answers; a survey's own segments are added to these.
DIMENSIONS: Final = {"survey": nw.col("survey"), "question": nw.col("question")}


def _marked(subject: str, *marks: str) -> tuple[str, PartsOf]:
    """Return the parts of answers with these marks (all are named in `guarding.register`)."""
    return f"{subject} {' '.join(marks)}", partial(marked, subject=subject, names=marks)


def _steps(subject: str) -> PartsOf:
    """Return the parts of all steps of a scale."""
    return partial(marked, subject=subject, names=("step",))


def _answered(source: Callable[[Scope, Cut], Sums], *names: str) -> CellCounts:
    """Return how many answers a cell counts by their content, and those of one question alone."""

    def cells(scope: Scope, cut: Cut) -> list[Array]:
        counted = scope.sums(source, cut)
        counts = [counted[name] for name in names]
        return [*counts, counted["n"] - sum(counts)]

    return cells


#: Promoters, passives and detractors, as the guard counts them.
NPS_PARTS: Final = _marked("nps", "promoters", "passives", "detractors")
_NEEDS_EFFORT: Final = message("A survey that asks how easy something was, for example from 1 to 7.")
_EFFORT_PARTS: Final = _marked("effort", "good", "not_good")
# The difference to all reveals who answers one kind of question and not another.
_SUBMISSIONS: Final = Guarded(
    (_marked("submissions", "answered", "silent"), _marked("submissions", "without"))
)

FAMILY: Final = Family(
    table=TABLE,
    dimensions=DIMENSIONS,
    definitions=(
        Definition(
            metric=_metric(
                key="net_promoter_score",
                unit="points",
                name=message("Net promoter score"),
                numerator=message("promoters (9 or 10) minus detractors (0 to 6)"),
                denominator=message("answers from 0 to 10"),
                counts=message(
                    "How likely people are to recommend, from 0 to 10; 7 and 8 are passive. "
                    "The score goes from -100 to 100. {leads}",
                    leads=_LEADS,
                ),
                leaves_out=message(
                    "{others} There is no score under 30 answers, and no comparison under 100 on either "
                    "side.",
                    others=_OTHERS,
                ),
                origin=STANDARD,
                interval=message(
                    "95%, adjusted Wald: it adds three quarters of a promoter and of a detractor, so "
                    "that few answers do not look surer than they are."
                ),
                better="up",
            ),
            source=nps_sums,
            rule=NetPromoter(),
            account=partial(account, kind="nps"),
            rows=partial(answers, kind="nps"),
            page=Place(heading=OPINION, on_page=1, in_menu=1),
            publishing=Guarded((NPS_PARTS,), _answered(nps_sums, "promoters", "detractors")),
            unlock=message("A survey that asks how likely people are to recommend you, from 0 to 10."),
            notes=nps_notes,
            available=partial(has_kind, kind="nps"),
        ),
        Definition(
            metric=_metric(
                key="customer_effort_score",
                unit="score",
                name=message("Customer effort score"),
                numerator=message("sum of the answers"),
                denominator=message("people who answered"),
                counts=message(
                    "How easy it was, or how much effort it took, as answered on the question's own scale. "
                    "A note says which scale and which end of it is good. {leads}",
                    leads=_LEADS,
                ),
                origin=ARTICLES,
                interval=message("95%, Student's t for a mean."),
            ),
            source=effort_sums,
            rule=MeanOnScale(),
            account=partial(account, kind="effort"),
            rows=partial(answers, kind="effort"),
            page=Place(heading=OPINION, on_page=2, in_menu=2),
            publishing=Guarded((_EFFORT_PARTS,), _answered(effort_sums, "good")),
            unlock=_NEEDS_EFFORT,
            notes=effort_notes,
            available=partial(has_kind, kind="effort"),
        ),
        Definition(
            metric=_share(
                key="effort_easy_share",
                name=message("Found it easy"),
                numerator=message("people who chose one of the best answers"),
                denominator=message("people who answered"),
                counts=message(
                    "The best answers are the top three of the scale (5 to 7 of 7), or the top two of five; "
                    "at the low end where low is good. {leads}",
                    leads=_LEADS,
                ),
                origin=message(
                    "Not in the articles; it stands beside the mean because a mean hides its extremes."
                ),
            ),
            source=effort_sums,
            rule=Rate("good", "n"),
            account=partial(account, kind="effort"),
            rows=partial(answers, kind="effort"),
            page=Place(heading=OPINION, on_page=4, in_menu=4),
            publishing=Guarded((_EFFORT_PARTS,), _answered(effort_sums, "good")),
            unlock=_NEEDS_EFFORT,
            notes=effort_notes,
            available=partial(has_kind, kind="effort"),
        ),
        Definition(
            metric=_share(
                key="customer_satisfaction",
                name=message("Customer satisfaction"),
                numerator=message("people who chose one of the two best answers"),
                denominator=message("people who answered"),
                counts=message("The two best answers of the scale: 4 and 5 of 5. {leads}", leads=_LEADS),
            ),
            source=satisfaction_sums,
            rule=Rate("good", "n"),
            account=partial(account, kind="satisfaction"),
            rows=partial(answers, kind="satisfaction"),
            page=Place(heading=OPINION, on_page=3, in_menu=3),
            publishing=Guarded(
                (_marked("satisfaction", "good", "not_good"),), _answered(satisfaction_sums, "good")
            ),
            unlock=message("A survey that asks how satisfied people are, for example from 1 to 5."),
            notes=satisfaction_notes,
            available=partial(has_kind, kind="satisfaction"),
        ),
        Definition(
            metric=_metric(
                key="answers",
                unit="count",
                name=message("Answers"),
                numerator=message("surveys sent in"),
                denominator=None,
                counts=message("A survey counts once, however many of its questions were answered."),
                leaves_out=message("Surveys outside the period, and those in which nothing was answered."),
                origin=STANDARD,
                interval=NO_INTERVAL,
                better="up",
            ),
            source=submission_sums,
            rule=Count("submissions", "submissions"),
            account=_answers_account,
            rows=_all_rows,
            page=Place(heading=ANSWERS),
            publishing=_SUBMISSIONS,
            unlock=_NEEDS_ANSWERS,
            adds_up=True,
        ),
        Definition(
            metric=_share(
                key="response_share",
                name=message("Answered the main question"),
                numerator=message("surveys with an answer to the main question"),
                denominator=message("surveys sent in with any answer, of those that have such a question"),
                counts=message(
                    "Of those who began, how many reached the question that matters. "
                    "How many were invited stands in no survey export."
                ),
                leaves_out=message("Surveys outside the period, and those in which nothing was answered."),
            ),
            source=submission_sums,
            rule=Rate("answered", "asked"),
            account=_answers_account,
            rows=_all_rows,
            page=Place(heading=ANSWERS),
            publishing=_SUBMISSIONS,
            unlock=message(
                "A survey export that holds unfinished answers too, or that says how many were invited."
            ),
            notes=response_notes,
            available=has_unfinished,
            in_template=False,
        ),
    ),
    tables={
        "nps_shares": ResultTable(make=nps_shares, publishing=GuardedTable("net_promoter_score")),
        "nps_distribution": ResultTable(
            make=nps_distribution, publishing=GuardedTable("net_promoter_score", _steps("nps"))
        ),
        "effort_distribution": ResultTable(
            make=effort_distribution, publishing=GuardedTable("customer_effort_score", _steps("effort"))
        ),
        "satisfaction_distribution": ResultTable(
            make=satisfaction_distribution,
            publishing=GuardedTable("customer_satisfaction", _steps("satisfaction")),
        ),
        "comments": ResultTable(make=comments, publishing="never"),
    },
)
