"""Keys of named tables as people read them."""

from __future__ import annotations

import pandas as pd

from engagement.locale.translator import translator
from engagement.metrics.ladders.ladder_of_people import LEVELS
from engagement.metrics.model import OTHER
from engagement.reports.tables.rounded_tables import without_few
from engagement.reports.tables.table_words import in_words


def test_groups_and_whoever_comes_from_none_are_named_in_the_readers_language() -> None:
    read = in_words(
        "rfm_movement", pd.DataFrame({"from": ["loyal", None], "to": ["lost", "new"]}), translator("pl")
    )
    assert read["from"].tolist() == ["Lojalni", "jeszcze nie klienci"]
    assert read["to"].tolist() == ["Utraceni", "Nowi"]


def test_a_product_that_is_called_as_a_group_keeps_its_name() -> None:
    flows = pd.DataFrame({"from": ["new", OTHER], "to": ["loyal", None]})
    read = in_words("product_journey", flows, translator("en"))
    assert read.to_numpy().tolist() == [["new", "loyal"], ["all others", "no further order"]]


def test_sentences_are_translated_and_their_keys_left_out() -> None:
    levels = pd.DataFrame({"key": ["low"], "words": [LEVELS["low"].text], "n": [40]})
    read = in_words("engagement_levels", levels, translator("it"))
    assert list(read.columns) == ["words", "n"]
    assert read["words"].tolist() == [translator("it").t(LEVELS["low"])]
    assert read["words"].tolist() != levels["words"].tolist()


def test_moves_between_levels_are_named_and_whoever_comes_from_none_too() -> None:
    moved = pd.DataFrame({"from": ["low", None], "to": ["high", "none"], "customers": [3, 9]})
    read = in_words("engagement_level_movement", moved, translator("pl"))
    assert read["from"].tolist() == [translator("pl").t(LEVELS["low"]), "jeszcze nie klienci"]
    assert read["to"].tolist() == [translator("pl").t(LEVELS[key]) for key in ("high", "none")]


def test_a_count_under_k_stands_empty_and_what_is_not_told_has_no_column() -> None:
    published = without_few(pd.DataFrame({"period": [0, 1], "active": [20, 0], "low": [None, None]}))
    assert list(published.columns) == ["period", "active"]
    assert published["active"].isna().tolist() == [False, True]
    assert published["period"].tolist() == [0, 1]
