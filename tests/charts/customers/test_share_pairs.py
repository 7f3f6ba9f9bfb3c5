import pytest

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.customers.share_pairs import SharePair, share_pairs
from tests.charts.frames import EN


def draw(*rows, colours=LIGHT):
    pairs = [SharePair(name, shares, (f"{name} first", f"{name} second")) for name, *shares in rows]
    return share_pairs(pairs, colours, EN)


ROWS = (("Loyal", 0.1, 0.4), ("Lost", 0.9, 0.6))


def test_each_row_has_both_shares_one_below_the_other_in_its_own_order():
    first, second = draw(*ROWS).data
    assert list(first.x) == [0.1, 0.9]
    assert list(second.x) == [0.4, 0.6]
    assert all(upper < lower for upper, lower in zip(first.y, second.y, strict=True))
    assert first.y[0] < first.y[1]


def test_what_they_are_is_grey_and_what_they_bring_is_petrol():
    assert [bar.marker.color for bar in draw(*ROWS, colours=DARK).data] == [DARK.neutral, DARK.accent]


def test_both_shares_stand_as_numbers_beside_the_bars():
    texts = [note.text for note in draw(*ROWS).layout.annotations]
    assert {"Loyal", "Lost", "10.0", "90.0", "<b>40.0</b>", "<b>60.0</b>"} <= set(texts)


def test_a_group_of_few_is_not_said_to_be_nobody():
    texts = [note.text for note in draw(("Loyal", 0.996, 0.9), ("Away", 0.004, 0.1)).layout.annotations]
    assert "0.4" in texts


def test_the_axis_begins_at_zero_and_holds_the_largest():
    low, high = draw(*ROWS).layout.xaxis.range
    assert low == 0
    assert high >= 0.9


def test_a_group_without_anybody_keeps_its_row():
    figure = draw(("Loyal", 1.0, 1.0), ("Lost", 0.0, 0.0))
    assert list(figure.data[0].x) == [1.0, 0.0]
    assert "Lost" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("name", ["<b>Loyal</b>", "Loyal $a$"])
def test_a_name_is_no_markup(name):
    texts = [note.text for note in draw((name, 0.5, 0.5)).layout.annotations]
    assert name not in texts
    assert any("Loyal" in text for text in texts)


def test_the_pointer_says_each_share():
    assert [list(bar.hovertext) for bar in draw(ROWS[0]).data] == [["Loyal first"], ["Loyal second"]]


def test_a_name_too_long_to_stand_beside_the_bars_stands_clear_above_them():
    figure = draw(("Customers who have ordered twice or more", 0.2, 0.3), ("Lost", 0.8, 0.7))
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    upper, name = figure.data[0], figure.layout.annotations[0]
    top = (upper.y[0] - upper.width / 2) * plot / 2
    assert name.yshift - 7 >= -top
    assert plot / 2 - name.yshift - 7 >= (figure.data[1].y[0] + upper.width / 2) * plot / 2


def test_a_row_with_a_key_is_clicked_anywhere_and_the_chosen_one_has_a_ground():
    pairs = [SharePair(name, shares, ("a", "b"), name.lower()) for name, *shares in ROWS]
    drawn = share_pairs(pairs, LIGHT, EN, selected="lost")
    whole = drawn.data[-1]
    assert list(whole.customdata) == ["loyal", "lost"]
    assert whole.width == 1
    assert [(shape.y0, shape.y1) for shape in drawn.layout.shapes] == [(0.5, 1.5)]
    assert not draw(*ROWS).layout.shapes
