"""How far the lists of words agree with a reader on what comments are about."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from engagement.locale.translator import translator
from engagement.metrics.voices.tables import TOPICS as TOPICS_TABLE
from engagement.metrics.voices.topics import LANGUAGES, TOPICS, topics_of

#: Index of the first comment that only measures: the even ones, counted from one.
HELD_OUT = 1
LABELLED = Path(__file__).with_name("labelled_comments.toml")


class Agreement(NamedTuple):
    """Pairs of comment and topic: what the reader named, what the words found, and both."""

    named: int
    found: int
    both: int
    pairs: int

    @property
    def recall(self) -> float:
        """Share of what the reader named that the words found."""
        return self.both / self.named

    @property
    def precision(self) -> float:
        """Share of what the words found that the reader named."""
        return self.both / self.found

    @property
    def kappa(self) -> float:
        """Cohen's kappa over all pairs: agreement beyond what chance gives, 1 at most."""
        neither = self.pairs - self.named - self.found + self.both
        agreed = (self.both + neither) / self.pairs
        by_chance = (
            self.named * self.found + (self.pairs - self.named) * (self.pairs - self.found)
        ) / self.pairs**2
        return (agreed - by_chance) / (1 - by_chance)


@cache
def labelled(language: str) -> tuple[tuple[str, frozenset[str]], ...]:
    rows = tomllib.loads(LABELLED.read_text("utf-8"))[language]
    return tuple((row["text"], frozenset(row["topics"])) for row in rows)


def agreement(*languages: str, first: int) -> Agreement:
    """Return how the words agree on every second comment of each language from index `first` on."""
    sample = [row for language in languages for row in labelled(language)[first::2]]
    result = topics_of(tuple(text for text, _ in sample))
    words = np.column_stack([result[topic] for topic in TOPICS])
    reader = np.array([[topic in topics for topic in TOPICS] for _, topics in sample])
    return Agreement(int(reader.sum()), int(words.sum()), int((words & reader).sum()), words.size)


@pytest.mark.parametrize(
    ("language", "recall", "precision"),
    [("en", 0.70, 0.90), ("it", 0.58, 0.84), ("es", 0.68, 0.86), ("pl", 0.78, 0.90)],
)
def test_the_words_agree_with_a_reader_on_comments_that_they_did_not_learn_from(
    language: str, recall: float, precision: float
) -> None:
    measured = agreement(language, first=HELD_OUT)
    assert measured.recall > recall
    assert measured.precision > precision


def test_the_words_agree_with_a_reader_well_beyond_chance() -> None:
    assert agreement(*LANGUAGES, first=HELD_OUT).kappa > 0.76


def test_what_the_table_says_of_the_agreement_is_what_is_measured_in_every_language_of_the_screen() -> None:
    measured = agreement(*LANGUAGES, first=HELD_OUT)
    expected = [str(measured.pairs // len(TOPICS)), *map(str, (measured.both, measured.named))]
    expected += map(str, (measured.both, measured.found))
    for language in LANGUAGES:
        assert re.findall(r"\d+", translator(language).t(TOPICS_TABLE.meaning)) == expected


def test_every_language_has_fifty_different_comments_with_topics_that_exist() -> None:
    for language in LANGUAGES:
        rows = labelled(language)
        assert len({text for text, _ in rows}) == 50
        assert frozenset().union(*(topics for _, topics in rows)) == frozenset(TOPICS)
        assert sum(not topics for _, topics in rows) == 10
