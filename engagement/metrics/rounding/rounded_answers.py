"""The tables of answers and comments, with counts of people rounded; answers of few are not named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from engagement.locale import message
from engagement.metrics.guarding.row_ids import people_of
from engagement.metrics.rounding.rounded_cells import framed
from engagement.metrics.surveys.answers import KINDS
from engagement.metrics.voices import tables
from engagement.metrics.voices.beside_orders import leading
from engagement.metrics.voices.chosen_answers import CHOSEN
from engagement.metrics.voices.comments import comments
from engagement.metrics.voices.every_question import every_question
from engagement.metrics.voices.given_answers import given_in
from engagement.metrics.voices.topics import OTHER, TOPICS, topics_of

if TYPE_CHECKING:
    from engagement.metrics.core.scope import Scope
    from engagement.metrics.rounding.rounded_cells import Rounding
    from engagement.metrics.voices.every_question import AskedQuestion

#: As many answers of a question are told, those that most people gave.
_MOST: Final = 60
_NO_TOPIC: Final = "something_else"

#: What a link tells of the two tables: people, where the house reads answers and comments.
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
    leads = {asked.key for kind in KINDS if (asked := leading(scope, kind)) is not None}
    wanted = [
        asked
        for asked in every_question(scope)
        if asked.form in CHOSEN or (asked.form == "scores" and asked.key not in leads)
    ]
    frames = [_question(scope, asked, rounding) for asked in wanted]
    told = [frame for frame in frames if len(frame)]
    return pd.concat(told, ignore_index=True) if told else framed("choices", {"question": []})


def _question(scope: Scope, question: AskedQuestion, rounding: Rounding) -> pd.DataFrame:
    found, submission = given_in(scope, question)
    people, person = np.unique(people_of(found.key, _as_table(submission)), return_inverse=True)
    keys = rounding.keys(people)
    whole = rounding.cells("answered", [question.key], np.zeros(people.size, dtype=np.int64), keys)
    if not whole.named[0] or not found.options:
        return framed("choices", {"question": []})
    ticked = found.place == 1 if question.form == "ranking" else np.ones(found.row.size, dtype=bool)
    pairs = np.unique(found.option[ticked] * people.size + person[found.row[ticked]])
    option, who = np.divmod(pairs, people.size)
    gave = rounding.cells("answer", [f"{question.key}/{name}" for name in found.options], option, keys[who])
    kept = np.flatnonzero(gave.named)
    if question.form != "scores":
        kept = kept[np.argsort(-gave.shown[kept], kind="stable")]
    kept = kept[:_MOST]
    chosen = np.minimum(gave.shown[kept], whole.shown[0])
    return framed(
        "choices",
        {
            "question": pd.Series([question.wording] * kept.size, dtype=object),
            "form": pd.Series([question.form] * kept.size, dtype=object),
            "answer": pd.Series([found.options[at] for at in kept.tolist()], dtype=object),
            "n": np.full(kept.size, whole.shown[0]),
            "chosen": chosen,
            "value": rounding.share(chosen, np.full(kept.size, whole.shown[0])),
        },
    )


def topics(scope: Scope, rounding: Rounding) -> pd.DataFrame:
    """Return how many people wrote about each topic, and their share of all who wrote."""
    said = comments(scope)
    people, person = np.unique(people_of(said.key, _as_table(said.submission)), return_inverse=True)
    there = topics_of(said.text)
    there[_NO_TOPIC] = ~np.logical_or.reduce([*there.values(), np.zeros(len(said.text), dtype=bool)])
    masks = {topic: np.bincount(person[of], minlength=people.size) > 0 for topic, of in there.items()}
    told = rounding.groups("topics", rounding.keys(people), masks | {"all": np.ones(people.size, dtype=bool)})
    shown = [topic for topic in there if told[topic]]
    shown.sort(key=lambda topic: (topic == _NO_TOPIC, -told[topic]))
    wrote = [min(told[topic], told["all"]) for topic in shown]
    return framed(
        "topics",
        {
            "key": pd.Series(shown, dtype=object),
            "words": pd.Series([TOPICS.get(topic, OTHER).text for topic in shown], dtype=object),
            "value": rounding.share(wrote, [told["all"]] * len(shown)),
            "n": [told["all"]] * len(shown),
            "customers": wrote,
        },
    )


def _as_table(submission: pd.DataFrame) -> pa.Table:
    return pa.Table.from_pandas(submission, preserve_index=False)
