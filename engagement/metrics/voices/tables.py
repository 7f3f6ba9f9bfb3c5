"""The tables of what people write, and their words."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.voices.at_risk import detractors_at_risk, known_unhappy
from engagement.metrics.voices.comments import has_comments
from engagement.metrics.voices.topics import topics
from engagement.metrics.words import table_columns as columns

TOPICS: Final = NamedTable(
    name="topics",
    title=message("What comments are about"),
    meaning=message(
        "A comment speaks of a topic if it holds one of the topic's words; the lists of words stand with the "
        "program, in four languages. It may speak of several topics or of none. In 100 invented comments, "
        "labelled by hand, the words found 67 of 94 mentions of a topic, and 67 of the 73 that they found "
        "were right. The pull of a topic is the mean score that came with it less that of the other "
        "comments."
    ),
    columns={
        "key": columns.KEY,
        "words": message("Topic"),
        "value": message("Share of comments"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("All comments"),
        "comments": message("Comments"),
        "customers": message("People"),
        "score": message("Mean score with it"),
        "others": message("Mean score of the others"),
        "pull": message("Pull on the score"),
        "pull_low": message("Pull from"),
        "pull_high": message("Pull to"),
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
        "words": message("Step"),
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

TABLES: Final = (TOPICS, DETRACTORS_AT_RISK)
