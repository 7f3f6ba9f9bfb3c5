"""The tables of comments and other answers, and their texts."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.voices.at_risk import detractors_at_risk, known_unhappy
from engagement.metrics.voices.beside_orders import after_answers, known_beside_orders, scores_by_order
from engagement.metrics.voices.chosen_answers import choices, has_choices
from engagement.metrics.voices.comments import has_comments
from engagement.metrics.voices.question_values import survey_questions
from engagement.metrics.voices.topics import topics
from engagement.metrics.voices.who_answers import answer_match, answered_and_silent
from engagement.metrics.words import table_columns as columns

TOPICS: Final = NamedTable(
    name="topics",
    title=message("What comments are about"),
    meaning=message(
        "A comment speaks of a topic if it holds one of the topic's words; the lists of words stand with the "
        "program, in four languages. It may speak of several topics or of none. In 100 invented comments, "
        "labelled by hand, the words found 67 of 94 mentions of a topic, and 67 of the 73 that they found "
        "were right. The pull of a topic is the mean score that came with it less that of the other "
        "comments; its interval is by person, of whom some wrote several."
    ),
    columns={
        "key": columns.KEY,
        "words": message("Topic"),
        "value": message("Share of comments"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("All comments"),
        "comments": message("Comments"),
        "customers": message("Number of people"),
        "score": message("Mean score with it"),
        "others": message("Mean score of the others"),
        "pull": message("Pull on the score"),
        "pull_low": message("Pull from"),
        "pull_high": message("Pull to"),
        "pull_p": columns.P,
    },
    shares=frozenset({"value"}),
    make=topics,
    unlock=message("A survey with a question that is answered in words."),
    needs={},
    table="responses",
    available=has_comments,
)

DETRACTORS_AT_RISK: Final = NamedTable(
    name="detractors_at_risk",
    title=message("Unhappy customers whom the shop may lose"),
    meaning=message(
        "Of the customers who answered, those whose last answer was low: 0 to 6 of recommending, or the "
        "lowest third of the scale of effort or satisfaction; of them those who spent more than three of "
        "four customers; of them those who are later than nine of ten of their own gaps."
    ),
    columns={
        "key": columns.KEY,
        "words": columns.STEP,
        "value": message("Share of those who answered"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("Customers who answered"),
        "customers": columns.CUSTOMERS,
    },
    shares=frozenset({"value"}),
    make=detractors_at_risk,
    unlock=message(
        "A file of orders, and a survey of recommending, effort or satisfaction that names the same "
        "customers, by e-mail or customer id."
    ),
    needs={},
    available=known_unhappy,
)

SURVEY_QUESTIONS: Final = NamedTable(
    name="survey_questions",
    title=message("Every question"),
    meaning=message(
        "Each question of the surveys, whatever its kind: how many answered in the period and what it comes "
        "to. The value is the net promoter score in points for questions of recommending, else the mean of "
        "the scores; beside it that of the last answer alone of each person."
    ),
    columns={
        "question": columns.QUESTION,
        "kind": message("Kind of question"),
        "form": message("How it is answered"),
        "n": message("Answers"),
        "people": message("Number of people"),
        "value": columns.VALUE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "good": message("Best answers"),
        "good_low": message("Best answers, from"),
        "good_high": message("Best answers, to"),
        "scale_low": message("Lowest possible score"),
        "scale_high": message("Highest possible score"),
        "low_is_good": message("A low score is good"),
        "stated": message("The file states the scale"),
        "once_value": message("Value, one answer per person"),
        "once_low": message("One answer per person, from"),
        "once_high": message("One answer per person, to"),
    },
    shares=frozenset({"good", "good_low", "good_high"}),
    make=survey_questions,
    unlock=message("A file of survey answers, one row per person."),
    needs={"responses": ("question",)},
    table="responses",
)

_AFTER: Final = {
    "customers": message("Customers followed"),
    "spend": message("Mean spend in {days} days", days=90),
    "spend_low": columns.SPEND_LOW,
    "spend_high": columns.SPEND_HIGH,
    "others_spend": columns.OTHERS_SPEND,
    "spend_differs": columns.SPEND_DIFFERS,
    "came_back": message("Ordered again"),
    "repeat_within_90_days": message("Ordered again within {days} days", days=90),
    "repeat_low": message("Ordered again, from"),
    "repeat_high": message("Ordered again, to"),
    "others_repeat": message("Of the others ordered again"),
    "repeat_differs": message("Ordering again differs"),
}
_AFTER_SHARES: Final = frozenset({"repeat_low", "repeat_high", "others_repeat"})
_AFTER_MONEY: Final = frozenset({"spend_low", "spend_high", "others_spend"})

CHOICES: Final = NamedTable(
    name="choices",
    title=message("What people chose, and what they did next"),
    meaning=message(
        "Answers of the period to questions with options. Customers are followed for 90 days after their "
        "first answer, from the day after it, or from their first order where the file has no days; who had "
        "not ordered by then, or whose days are not over, is left out. The others are all who answered the "
        "question otherwise. What differs is corrected over the whole question. Not proof of a cause."
    ),
    columns={
        "question": columns.QUESTION,
        "form": message("How it is answered"),
        "answer": message("Answer"),
        "n": message("People who answered"),
        "chosen": message("Chose it"),
        "value": message("Share of those who answered"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "place": message("Mean place"),
        **_AFTER,
    },
    shares=frozenset({"value"}) | _AFTER_SHARES,
    money=_AFTER_MONEY,
    make=choices,
    unlock=message("A survey with a question that offers options, for example how people heard of you."),
    needs={},
    table="responses",
    available=has_choices,
)

_BESIDE: Final = message(
    "A file of orders, and a survey of recommending, effort or satisfaction that names the same customers, "
    "by e-mail or customer id."
)

SCORES_BY_ORDER: Final = NamedTable(
    name="scores_by_order",
    title=message("Scores beside orders"),
    meaning=message(
        "Answers of the period beside the customer's last order up to that day: by which order it was, by "
        "its products, and by the group in which the customer stands today. The value is the net promoter "
        "score in points, else the mean of the scores; under 30 answers there is no net promoter score, and "
        "no comparison under 100 on either side. The others are all other answers that could be placed."
    ),
    columns={
        "key": columns.KEY,
        "by": columns.TOLD_APART_BY,
        "segment": message("Part"),
        "value": columns.VALUE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("Answers"),
        "others": message("Value of the others"),
        "differs": message("Differs from all others"),
    },
    make=scores_by_order,
    unlock=_BESIDE,
    needs={},
    table="responses",
    available=known_beside_orders,
)

AFTER_ANSWERS: Final = NamedTable(
    name="after_answers",
    title=message("What people did after their answer"),
    meaning=message(
        "Promoters, passives and detractors, and those who answered well or not, each against all others who "
        "answered: spend and orders in the 90 days after the answer, equal time for everybody. Not proof of "
        "a cause."
    ),
    columns={"key": columns.KEY, "group": message("Answer"), **_AFTER},
    shares=_AFTER_SHARES,
    money=_AFTER_MONEY,
    make=after_answers,
    unlock=_BESIDE,
    needs={},
    table="responses",
    available=known_beside_orders,
)

ANSWER_MATCH: Final = NamedTable(
    name="answer_match",
    title=message("Answers that meet a customer"),
    meaning=message(
        "Surveys sent in within the period, and how many of them belong to a customer: by e-mail address, "
        "customer number or telephone, else by the number of an order."
    ),
    columns={
        "key": columns.KEY,
        "words": columns.STEP,
        "value": message("Share of surveys"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "answers": message("Surveys"),
        "n": message("All surveys"),
    },
    shares=frozenset({"value"}),
    make=answer_match,
    unlock=_BESIDE,
    needs={"orders": ("customer_key",), "responses": ("customer_key",)},
    table="responses",
)

ANSWERED_AND_SILENT: Final = NamedTable(
    name="answered_and_silent",
    title=message("Those who answer, and those who do not"),
    meaning=message(
        "All customers up to the last day of the answers: those who ever answered a survey, and those who "
        "never did. Who orders more often is asked more often, so the two are rarely alike."
    ),
    columns={
        "group": message("Customers who"),
        "customers": columns.CUSTOMERS,
        "share": columns.SHARE,
        "spend": message("Spend per customer"),
        "spend_low": columns.SPEND_LOW,
        "spend_high": columns.SPEND_HIGH,
        "spend_differs": columns.SPEND_DIFFERS,
        "orders_per_customer": message("Orders per customer"),
        "orders_low": message("Orders from"),
        "orders_high": message("Orders to"),
        "orders_differ": message("Orders differ"),
        "repeat": message("With a second order"),
        "repeat_low": message("With a second order, from"),
        "repeat_high": message("With a second order, to"),
        "repeat_differs": message("Second orders differ"),
        "since": message("Days since the last order"),
        "since_low": message("Days from"),
        "since_high": message("Days to"),
        "since_differs": message("Days differ"),
    },
    shares=frozenset({"repeat", "repeat_low", "repeat_high"}),
    money=frozenset({"spend_low", "spend_high"}),
    make=answered_and_silent,
    unlock=_BESIDE,
    needs={"orders": ("customer_key",), "responses": ("customer_key",)},
    table="responses",
)

TABLES: Final = (
    SURVEY_QUESTIONS,
    CHOICES,
    TOPICS,
    ANSWER_MATCH,
    ANSWERED_AND_SILENT,
    SCORES_BY_ORDER,
    AFTER_ANSWERS,
    DETRACTORS_AT_RISK,
)
