"""Comments: search, filters, topics, downloads. Not in links."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
import streamlit as st

from engagement.app.customer_lists.shown import WHO, in_address
from engagement.app.figure_pages.breakdown import chosen_split
from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import audited, page_links
from engagement.app.readable import downloads
from engagement.app.survey_pages import topic_bars
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.trend_and_breakdown import short_code
from engagement.metrics.voices.topics import OTHER, TOPICS
from engagement.metrics.voices.written import written
from engagement.readable.column_labels import name_of
from engagement.readable.one_line import plain
from engagement.readable.sheet import SheetColumn, filled, listed
from engagement.sources.words.fold import fold

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from engagement.locale.translator import Translator
    from engagement.metrics.views.owners import OwnersView
    from engagement.readable.sheet import Sheet

_STEP: Final = 20
_FIRST: Final = 6
_SHOWN: Final = "comments_shown"
_LONGEST: Final = 600
#: Products that the menu offers, those with most comments.
_PRODUCTS: Final = 200
#: Lowest and highest score of each choice, of 0 to 10.
_CHOICES: Final[Mapping[str, tuple[Message, float, float]]] = {
    "all": (message("All scores"), float("-inf"), float("inf")),
    "detractors": (message("Detractors, 0–6"), 0, 6),
    "passives": (message("Passives, 7–8"), 7, 8),
    "promoters": (message("Promoters, 9–10"), 9, 10),
}
_NONE: Final = "something_else"
_ALL: Final = ""


@redrawn_alone
def show(view: OwnersView) -> None:
    """Show the comments of the period."""
    by = chosen_split(view, "answers")
    frame = written(view.scope("responses"), by)
    if frame.empty:
        return
    head.section(
        message("Comments"),
        message("Of the chosen period and with the chosen filters. Only you and your team see them."),
        key="comments",
    )
    shown = _filtered(frame, by)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.subheader(say(message("Comments, {count}", count=len(shown))), anchor=False)
        _list(shown, by)
    with right:
        topic_bars.show(view, shown)


def _filtered(frame: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Show the filters (words, score, topic, segment, product), and return the comments that match all."""
    places = st.grid(4, min_column_width=190, gap=(8, 12))
    with places.container(gap=None):
        wanted = st.text_input(
            say(message("Search")),
            key="comments_find",
            type="search",
            live=True,
            placeholder=say(message("words of a comment")),
        )
    with places.container(gap=None):
        score = st.selectbox(
            say(message("Scores")), _scores(frame), format_func=_score_name, key="comment_scores"
        )
    with places.container(gap=None):
        present = {topic for present_topics in frame["topics"] for topic in present_topics}
        topics = [_ALL, *(topic for topic in TOPICS if topic in present), _NONE]
        topic = st.selectbox(say(message("Topic")), topics, format_func=_topic_name, key="comment_topic")
    part = product = _ALL
    parts = [_ALL, *frame["part"].value_counts().index] if by is not None else [_ALL]
    if by is not None and len(parts) > 2:
        with places.container(gap=None):
            part = st.selectbox(
                label_of(by, markdown=False),
                parts,
                format_func=lambda option: value_of(by, option) if option else say(message("all")),
                key=f"comment_part_{by}",
            )
    bought = frame["products"].explode().dropna().value_counts().index[:_PRODUCTS].tolist()
    if bought:
        with places.container(gap=None):
            product = st.selectbox(
                say(message("Product of the order before")),
                [_ALL, *bought],
                format_func=lambda option: plain(option, 60) if option else say(message("All products")),
                key="comment_product",
            )
    matches = searched(frame, str(wanted or "")) & scored(frame, score)
    if topic:
        matches &= frame["topics"].map(lambda items: not items if topic == _NONE else topic in items)
    if part:
        matches &= frame["part"] == part
    if product:
        matches &= frame["products"].map(lambda items: product in items)
    return frame[matches].reset_index(drop=True)


def searched(frame: pd.DataFrame, query: str) -> pd.Series:
    """Return a mask of the comments with every word of the query, in any order, without case and accents."""
    parts = fold(query).split()
    texts = frame["comment"].map(fold) if parts else frame["comment"]
    return pd.Series([all(part in text for part in parts) for text in texts], dtype=bool)


def _scores(frame: pd.DataFrame) -> list[str]:
    """Return the choices of the score filter: groups of promoters, and scores of other questions."""
    choices = ["all"]
    if (frame["kind"] == "nps").any():
        choices += ["detractors", "passives", "promoters"]
    others = frame.loc[frame["kind"].notna() & (frame["kind"] != "nps"), "score"].dropna()
    return [*choices, *(f"{score:g}" for score in sorted(set(others)))]


def _score_name(choice: str) -> str:
    if choice in _CHOICES:
        return say(_CHOICES[choice][0])
    return say(message("Score {score}", score=float(choice)))


def scored(frame: pd.DataFrame, choice: str) -> pd.Series:
    """Return a mask of the comments whose score is of a choice."""
    if choice == "all":
        return pd.Series(data=True, index=frame.index)
    if choice in _CHOICES:
        _, low, high = _CHOICES[choice]
        return (frame["kind"] == "nps") & frame["score"].between(low, high)
    return (frame["kind"] != "nps") & (frame["score"] == float(choice))


def _topic_name(topic: str) -> str:
    if topic == _ALL:
        return say(message("All topics"))
    return say(OTHER if topic == _NONE else TOPICS[topic])


def _list(comments: pd.DataFrame, by: str | None) -> None:
    if comments.empty:
        st.write(say(message("No comment has all that.")))
        return
    shown = st.session_state.setdefault(_SHOWN, _FIRST)
    for number, row in enumerate(comments.head(shown).to_dict("records")):
        with st.container(key=f"rule_comment_{number}", gap="xxsmall"):
            st.markdown(_who(row, by))
            st.markdown(inert(str(row["comment"]), _LONGEST))
    with st.container(horizontal=True):
        if shown < len(comments):
            more = message("Show {count} more", count=min(_STEP, len(comments) - shown))
            st.button(say(more), key="comments_more", on_click=_more)
        t = words()
        downloads.show(
            lambda: sheet_of(comments, by, t),
            lambda: for_programs(comments, by),
            "comments",
            "comments",
            noted=lambda content: audited.exported(content, "answers"),
        )


def _more() -> None:
    st.session_state[_SHOWN] += _STEP


def sheet_of(comments: pd.DataFrame, by: str | None, t: Translator) -> Sheet:
    """Return the comments as a table for people."""
    called = [", ".join(t.t(TOPICS[topic]) for topic in items) or None for items in comments["topics"]]
    columns = [
        SheetColumn(name_of("day", t), "day", listed(comments["day"], lambda day: as_date(int(day)))),
        SheetColumn(name_of("score", t), "number", listed(comments["score"], float)),
        SheetColumn(t.t(message("Topics")), "text", called),
        SheetColumn(
            t.t(message("Products of the order before")),
            "text",
            [", ".join(items) or None for items in comments["products"]],
        ),
        SheetColumn(name_of("question", t), "text", listed(comments["question"], str)),
        SheetColumn(name_of("comment", t), "text", listed(comments["comment"], str)),
        SheetColumn(name_of("customer", t), "text", [_code(key) for key in comments["key"]]),
    ]
    if by is not None:
        columns.insert(
            2, SheetColumn(label_of(by, markdown=False), "text", [p or None for p in comments["part"]])
        )
    return filled(columns)


def for_programs(comments: pd.DataFrame, by: str | None) -> pd.DataFrame:
    """Return the comments as a table for programs, with customers as codes."""
    rows = comments.assign(
        day=pd.to_datetime(comments["day"], unit="D", origin="unix").astype("datetime64[s]"),
        topics=[" ".join(items) for items in comments["topics"]],
        products=["; ".join(items) for items in comments["products"]],
        customer=pd.Series([_code(key) for key in comments["key"]], index=comments.index, dtype=object),
    ).drop(columns=["key", "good"])
    return rows.drop(columns="part") if by is None else rows.rename(columns={"part": by})


def _code(key: int) -> str | None:
    return short_code(int(key)) if key else None


def _who(row: Mapping[Hashable, object], by: str | None) -> str:
    t, parts = words(), []
    score, day, key, topics = (row[name] for name in ("score", "day", "key", "topics"))
    if isinstance(score, float) and not np.isnan(score):
        parts.append(f":{_colour(row['kind'], score)}-badge[{t.number(score)}]")
    if by is not None and row["part"]:
        parts.append(f":gray[{inert(value_of(by, str(row['part'])))}]")
    if isinstance(day, float) and not np.isnan(day):
        parts.append(f":gray[{t.day_short(as_date(int(day)))}]")
    if isinstance(topics, tuple) and topics:
        parts.append(f":gray[{', '.join(inert(say(TOPICS[topic])) for topic in topics)}]")
    if isinstance(key, int) and key:
        href = page_links.href("customer", {WHO: in_address(key)})
        parts.append(f"[{short_code(key)}]({href})")
    return " · ".join(parts)


def _colour(kind: object, score: float) -> str:
    if kind != "nps":
        return "gray"
    return "orange" if score <= 6 else "blue" if score >= 9 else "gray"
