import pandas as pd
import pytest

from engagement.charts.base.palette import LIGHT
from engagement.charts.base.scale import ValueFormat
from engagement.charts.stacked_bars import MOST_PERIODS, stacked_bars
from tests.charts.frames import EN


def frame(new, returning, **more):
    starts = pd.date_range("2024-01-01", periods=len(new), freq="MS")
    return pd.DataFrame({"start": starts, "new": new, "old": returning, "complete": True} | more)


def draw(read, unit="count"):
    return stacked_bars(read, ("new", "old"), ("New", "Old"), ValueFormat(unit, "EUR", EN), "month", LIGHT)


def test_each_period_has_both_parts_one_upon_the_other():
    figure = draw(frame([3, 4], [1, 2]))
    assert figure.layout.barmode == "stack"
    assert [list(bar.y) for bar in figure.data] == [[3, 4], [1, 2]]


def test_the_axis_holds_the_sum_of_both_parts_and_begins_at_zero():
    low, high = draw(frame([30, 40], [70, 90])).layout.yaxis.range
    assert low == 0
    assert high >= 130


def test_a_running_period_is_hatched_and_called_so():
    figure = draw(frame([3, 4], [1, 2], complete=[True, False]))
    assert figure.data[0].marker.pattern.shape == ("", "/")
    assert figure.data[0].marker.pattern.fillmode == "overlay"  # else the bar would be as the ground
    assert "so far" in figure.data[0].hovertext[1]
    assert "so far" not in figure.data[0].hovertext[0]


def test_the_newest_periods_are_drawn_where_there_are_too_many():
    many = MOST_PERIODS + 10
    figure = draw(frame(list(range(many)), [0] * many))
    assert len(figure.data[0].x) == MOST_PERIODS
    assert figure.data[0].y[-1] == many - 1


@pytest.mark.parametrize("unit", ["count", "money"])
def test_the_value_under_the_pointer_has_its_unit(unit):
    hover = draw(frame([1250.5], [0.0]), unit).data[0].hovertext[0]
    assert ("€" in hover) == (unit == "money")


def test_as_many_parts_as_are_named_are_stacked_in_their_colours():
    read = frame([3, 4], [1, 2]).assign(third=[5, 6])
    figure = stacked_bars(
        read,
        ("new", "old", "third"),
        "ABC",
        ValueFormat("count", None, EN),
        "month",
        LIGHT,
        fills=("red", "green", "blue"),
    )
    assert [bar.marker.color for bar in figure.data] == ["red", "green", "blue"]
    assert figure.layout.yaxis.range[1] >= 12
