"""The tables of answers and comments, with counts of people rounded; answers of few are not named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement.locale import message
from engagement.metrics.guarding.row_ids import person_ids
from engagement.metrics.rounding.rounded_cells import framed
from engagement.metrics.surveys.answers import KINDS
from engagement.metrics.voices import tables
from engagement.metrics.voices.beside_orders import leading
from engagement.metrics.voices.chosen_answers import CHOICE_FORMS
from engagement.metrics.voices.comments import comments
from engagement.metrics.voices.every_question import every_question
from engagement.metrics.voices.given_answers import given_in
from engagement.metrics.voices.topics import OTHER, TOPICS, topics_of

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rounding.rounded_cells import Rounding
    from engagement.metrics.voices.every_question import AskedQuestion

#: The most answers of a question that are published, those of most people.
_MOST: Final = 60
_NO_TOPIC: Final = "something_else"

#: The columns of both tables in a link: people, instead of answers and comments.
CHOICES: Final = replace(
    tables.CHOICES,
    title=message("What people answered"),
    columns={
        **tables.CHOICES.columns,
        "n": message("People who answered"),
        "chosen": message("People who gave it"),
    },
)
TOPIC_PEOPLE: Final = replace(
    tables.TOPICS,
    columns={
        **tables.TOPICS.columns,
        "value": message("Share of people who wrote"),
        "n": message("People who wrote"),
    },
)


def choices(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return how many gave each answer of each question, and their share of those who answered.

    Questions with options, and those with scores that lead no figure: of these the guarded figures tell
    how the answers spread. Of a ranking it is who put an option first.
    """
    leads = {question.key for kind in KINDS if (question := leading(scope, kind)) is not None}
    wanted = [
        question
        for question in every_question(scope)
        if question.form in CHOICE_FORMS or (question.form == "scores" and question.key not in leads)
    ]
    frames = [_question(scope, question, rounding) for question in wanted]
    shown = [frame for frame in frames if len(frame)]
    return pd.concat(shown, ignore_index=True) if shown else framed("choices", {"question": []})


def _question(scope: Scope, question: AskedQuestion, rounding: Rounding) -> pd.DataFrame:
    given_answers, submission = given_in(scope, question)
    people, person = np.unique(person_ids(given_answers.key, _as_table(submission)), return_inverse=True)
    keys = rounding.keys(people)
    answered = rounding.cells("answered", [question.key], np.zeros(people.size, dtype=np.int64), keys)
    if not answered.named[0] or not given_answers.options:
        return framed("choices", {"question": []})
    ticked = (
        given_answers.place == 1
        if question.form == "ranking"
        else np.ones(given_answers.row.size, dtype=bool)
    )
    pairs = np.unique(given_answers.option[ticked] * people.size + person[given_answers.row[ticked]])
    option, answerer = np.divmod(pairs, people.size)
    gave = rounding.cells(
        "answer", [f"{question.key}/{name}" for name in given_answers.options], option, keys[answerer]
    )
    options = np.flatnonzero(gave.named)
    if question.form != "scores":
        options = options[np.argsort(-gave.shown[options], kind="stable")]
    options = options[:_MOST]
    gave_shown = np.minimum(gave.shown[options], answered.shown[0])
    return framed(
        "choices",
        {
            "question": pd.Series([question.wording] * options.size, dtype=object),
            "form": pd.Series([question.form] * options.size, dtype=object),
            "answer": pd.Series([given_answers.options[index] for index in options.tolist()], dtype=object),
            "n": np.full(options.size, answered.shown[0]),
            "chosen": gave_shown,
            "value": rounding.share(gave_shown, np.full(options.size, answered.shown[0])),
        },
    )


def topics(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return how many people wrote about each topic, and their share of all who wrote."""
    texts = comments(scope)
    people, person = np.unique(person_ids(texts.key, _as_table(texts.submission)), return_inverse=True)
    topic_masks = topics_of(texts.text)
    topic_masks[_NO_TOPIC] = ~np.logical_or.reduce(
        [*topic_masks.values(), np.zeros(len(texts.text), dtype=bool)]
    )
    masks = {
        topic: np.bincount(person[row_mask], minlength=people.size) > 0
        for topic, row_mask in topic_masks.items()
    }
    shown_counts = rounding.groups(
        "topics", rounding.keys(people), masks | {"all": np.ones(people.size, dtype=bool)}
    )
    shown = [topic for topic in topic_masks if shown_counts[topic]]
    shown.sort(key=lambda topic: (topic == _NO_TOPIC, -shown_counts[topic]))
    wrote = [min(shown_counts[topic], shown_counts["all"]) for topic in shown]
    return framed(
        "topics",
        {
            "key": pd.Series(shown, dtype=object),
            "words": pd.Series([TOPICS.get(topic, OTHER).text for topic in shown], dtype=object),
            "value": rounding.share(wrote, [shown_counts["all"]] * len(shown)),
            "n": [shown_counts["all"]] * len(shown),
            "customers": wrote,
        },
    )


def _as_table(submission: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(submission, preserve_index=False)
