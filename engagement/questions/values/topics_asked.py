"""Topics of surveys, named in any language: "satisfaction with delivery"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from engagement.locale import LANGUAGES
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.days.pieces_found import Found
from engagement.questions.language.expressions import spoken
from engagement.questions.language.patterns import SEVERAL, VALUE
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engagement.metrics.views.owners import OwnersView

_TABLE: Final = "responses"
_QUESTION: Final = "question"
_SCORED: Final = frozenset({"nps", "effort", "satisfaction", "rating"})


def topics_named(plain: str, language: str, view: OwnersView, figure: str) -> Iterator[Found]:
    """Yield a piece for each topic that a sentence names, with the survey questions about it as values.

    Only for figures of answers to surveys.
    """
    if DEFINITIONS[figure].metric.table != _TABLE:
        return
    for topic, words in spoken(language).topics.items():
        for match in words.finditer(plain):
            asked = [question for question in _scored(view) if topic in _topics_of(question)]
            if asked:
                yield Found(match.start(), match.end(), f"{VALUE}{_QUESTION}", SEVERAL.join(asked))


def _scored(view: OwnersView) -> Sequence[str]:
    """Return the questions of surveys that are answered with a score."""

    def read() -> tuple[str, ...]:
        rows = view.data.frame(_TABLE).select(_QUESTION, "kind").unique().collect("pyarrow").to_native()
        return tuple(sorted(row[_QUESTION] for row in rows.to_pylist() if row["kind"] in _SCORED))

    return view.data.remember(("scored questions",), read)


@lru_cache(maxsize=1024)
def _topics_of(text: str) -> frozenset[str]:
    """Return the topics that the text of a question is about, in whichever language it is written."""
    plain = fold(text)
    all_topics = [item for language in LANGUAGES for item in spoken(language).topics.items()]
    return frozenset(topic for topic, words in all_topics if words.search(plain))
