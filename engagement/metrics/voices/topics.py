"""Topics of comments, by a readable list of words for each topic and language.

The lists are in `words/`, one file per language; a comment is matched with all of them, because a shop's
customers write in several languages. A comment may have several topics, or none. The agreement of the lists
with people is measured in tests/metrics/voices/test_topics.py.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engagement.locale import message
from engagement.metrics.rules.plain import HIDDEN
from engagement.metrics.voices.comments import comments
from engagement.sources.words.fold import fold
from engagement.statistics import clusters, means
from engagement.statistics.multiple import holm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from engagement.locale import Message
    from engagement.metrics.core.scope import Scope
    from engagement.statistics.interval import Array

LANGUAGES: Final = ("en", "it", "es", "pl")
#: Every topic and its name, in the order of ties.
TOPICS: Final[Mapping[str, Message]] = {
    "delivery": message("Delivery"),
    "packaging": message("Packaging"),
    "quality": message("Quality"),
    "price": message("Price"),
    "service": message("Service"),
    "returns": message("Returns and refunds"),
    "website": message("Website"),
    "payment": message("Payment"),
    "choice": message("Choice"),
    "size": message("Size and fit"),
}
#: The name for comments without a topic.
OTHER: Final = message("Something else")
#: The fewest scores for a mean.
_FEWEST: Final = 10

COLUMNS: Final = (
    *("key", "words", "value", "low", "high", "n", "comments", "customers"),
    *("score", "others", "pull", "pull_low", "pull_high", "pull_p"),
)


def topics_of(texts: tuple[str, ...]) -> dict[str, NDArray[np.bool_]]:
    """Return for each topic a mask of the texts about it."""
    plain_texts = pa.array([f" {fold(text)} " for text in texts], pa.large_string())
    return {
        topic: np.asarray(pc.match_substring_regex(plain_texts, pattern=pattern), dtype=bool)
        for topic, pattern in _patterns().items()
    }


def topics(scope: Scope) -> pd.DataFrame:
    """Return a frame of `COLUMNS`, a row for each topic of any comment, most frequent first.

    `value`: share of the `n` comments, with an interval by customer. `score`: mean of the scores given with
    them, `others`: of those given with the other comments; `pull` is the difference, also with an interval
    by customer, `pull_p` its p after Holm's correction over all topics. Scores are NaN for fewer than 10 on
    a side. `something_else` comes last: no topic.
    """
    written = comments(scope)
    return topics_among(written.text, written.person, written.score)


def topics_among(text: tuple[str, ...], person: NDArray[np.int64], score: Array) -> pd.DataFrame:
    """Return the same for some comments: their texts, their authors (numbers from 0), their scores."""
    topic_masks = topics_of(text)
    topic_masks = {topic: is_about for topic, is_about in topic_masks.items() if is_about.any()}
    ordered = sorted(topic_masks.items(), key=lambda item: -int(item[1].sum()))
    rows = [_row(topic, TOPICS[topic].text, is_about, person, score) for topic, is_about in ordered]
    none = ~np.logical_or.reduce([*topic_masks.values(), np.zeros(len(text), dtype=bool)])
    if none.any():
        rows.append(_row("something_else", OTHER.text, none, person, score))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame["pull_p"] = holm(frame["pull_p"].to_numpy(dtype=np.float64))
    return frame


def _row(
    topic: str, words: str, is_about: NDArray[np.bool_], person: NDArray[np.int64], score: Array
) -> tuple[object, ...]:
    people = int(person.max()) + 1
    each = np.bincount(person, minlength=people).astype(np.float64)
    with_it = np.bincount(person[is_about], minlength=people).astype(np.float64)
    share = clusters.share_by_cluster(clusters.share_sums(each, with_it))
    shown = share[:3] if is_about.size >= HIDDEN else (np.nan,) * 3
    scored = ~np.isnan(score)
    inside, outside = score[is_about & scored], score[~is_about & scored]
    compared: tuple[float, ...] = (np.nan,) * 6
    if min(inside.size, outside.size) >= _FEWEST:
        pull = means.difference_by_cluster(score[scored], is_about[scored], person[scored])
        compared = (float(inside.mean()), float(outside.mean()), *pull)
    counted = (is_about.size, int(is_about.sum()), int((with_it > 0).sum()))
    return (topic, words, *shown, *counted, *compared)


@cache
def _patterns() -> dict[str, str]:
    """Return one pattern per topic, for normalised texts with a blank at either end."""
    lists = [
        tomllib.loads((files(__package__) / "words" / f"{code}.toml").read_text("utf-8"))
        for code in LANGUAGES
    ]
    return {topic: "|".join(_word(w) for terms in lists for w in terms[topic]) for topic in TOPICS}


def _word(word: str) -> str:
    """Return a pattern for a word, words with this beginning ("spedit*") or a whole text ("=cena")."""
    plain = fold(word)
    return f"^ {plain} $" if word.startswith("=") else f" {plain}{'' if word.endswith('*') else ' '}"
