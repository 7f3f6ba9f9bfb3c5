"""The words of the survey metrics: what each counts, leaves out and rests on."""

from __future__ import annotations

from functools import partial
from typing import Final

from engagement.locale import message
from engagement.metrics.model import Metric
from engagement.metrics.words.phrases import ARTICLES, NO_INTERVAL, STANDARD

_LEADS: Final = message("Where several such questions were asked, the one with most answers stands for them.")
_OTHERS: Final = message(
    "Answers outside the period, to other questions or outside the scale. A blank is no answer."
)
_WILSON: Final = message("95%, Wilson: in 19 of 20 such samples the interval holds the true share.")
_NEEDS_ANSWERS: Final = message("A file of survey answers, one row per person.")

_metric = partial(Metric, family="surveys", table="responses", leaves_out=_OTHERS)
_share = partial(_metric, unit="share", origin=STANDARD, interval=_WILSON, better="up")

NET_PROMOTER_SCORE: Final = _metric(
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
        "{others} There is no score under 30 answers, and no comparison under 100 on either side.",
        others=_OTHERS,
    ),
    origin=STANDARD,
    interval=message(
        "95%, adjusted Wald: it adds three quarters of a promoter and of a detractor, so "
        "that few answers do not look surer than they are."
    ),
    better="up",
    unlock=message("A survey that asks how likely people are to recommend you, from 0 to 10."),
)

CUSTOMER_EFFORT_SCORE: Final = _metric(
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
    unlock=message("A survey that asks how easy something was, for example from 1 to 7."),
)

EFFORT_EASY_SHARE: Final = _share(
    key="effort_easy_share",
    name=message("Found it easy"),
    numerator=message("people who chose one of the best answers"),
    denominator=message("people who answered"),
    counts=message(
        "The best answers are the top three of the scale (5 to 7 of 7), or the top two of five; "
        "at the low end where low is good. {leads}",
        leads=_LEADS,
    ),
    origin=message("Not in the articles; it stands beside the mean because a mean hides its extremes."),
    unlock=message("A survey that asks how easy something was, for example from 1 to 7."),
)

CUSTOMER_SATISFACTION: Final = _share(
    key="customer_satisfaction",
    name=message("Customer satisfaction"),
    numerator=message("people who chose one of the two best answers"),
    denominator=message("people who answered"),
    counts=message("The two best answers of the scale: 4 and 5 of 5. {leads}", leads=_LEADS),
    unlock=message("A survey that asks how satisfied people are, for example from 1 to 5."),
)

ANSWERS: Final = _metric(
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
    unlock=_NEEDS_ANSWERS,
)

RESPONSE_SHARE: Final = _share(
    key="response_share",
    name=message("Answered the main question"),
    numerator=message("surveys with an answer to the main question"),
    denominator=message("surveys sent in with any answer"),
    counts=message(
        "Of those who began, how many reached the question that matters. "
        "How many were invited stands in no survey export."
    ),
    leaves_out=message("Surveys outside the period, and those in which nothing was answered."),
    unlock=message("A survey export that holds unfinished answers too, or that says how many were invited."),
)
