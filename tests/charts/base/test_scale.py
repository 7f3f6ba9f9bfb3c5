import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.charts.base.scale import ValueFormat, column_digits, scale, tick_labels
from tests.charts.frames import EN, PL, UNITS

VALUES = st.lists(st.floats(-1e9, 1e9), max_size=20)


@given(st.sampled_from(UNITS), VALUES, st.integers(2, 6))
def test_a_scale_holds_all_values_with_few_round_ticks(unit, values, ticks):
    axis = scale(unit, values, ticks=ticks)
    slack = 1e-6 * max(1, abs(axis.low), abs(axis.high))
    assert all(axis.low - slack <= v <= axis.high + slack for v in values)
    assert 2 <= len(axis.ticks) <= max(ticks, 2) + 1
    assert axis.ticks[0] == axis.low < axis.high == axis.ticks[-1]


@given(st.lists(st.floats(0, 1), max_size=20))
def test_a_rate_starts_at_zero_and_never_passes_one(values):
    axis = scale("share", values)
    assert axis.low == 0
    assert axis.high <= 1 + 1e-9
    assert len(axis.ticks) <= 5


def test_money_starts_where_the_values_do():
    assert scale("money", [70.9, 77.6]).low > 0


def test_only_the_top_tick_carries_the_unit():
    form = ValueFormat("share", None, EN)
    assert tick_labels(scale("share", [0.05, 0.37]), form) == ["0", "10", "20", "30", "40%"]


def test_labels_follow_the_readers_locale():
    assert tick_labels(scale("money", [0, 1800]), ValueFormat("money", "EUR", PL))[-1].startswith("2")
    assert tick_labels(scale("share", [0.011]), ValueFormat("share", None, PL))[1] == "0,5"


def test_days_are_spelled_out_on_the_top_tick():
    assert tick_labels(scale("days", [61, 70]), ValueFormat("days", None, EN))[-1].endswith(" days")


@pytest.mark.parametrize(
    ("unit", "values", "digits"),
    [
        ("share", [0.23, 0.4], 0),
        ("share", [0.02], 1),
        ("share", [0.004], 2),
        ("money", [74.2], 2),
        ("money", [1250.0], 0),
        ("ratio", [1.38], 2),
        ("count", [412], 0),
    ],
)
def test_a_column_has_the_decimals_that_tell_its_values_apart(unit, values, digits):
    assert column_digits(unit, values) == digits


def test_an_interval_with_a_negative_end_is_spelled_with_a_word():
    assert ValueFormat("points", None, EN).interval(-14, 21, 0) == "\u221214 to 21"
    assert ValueFormat("points", None, EN).interval(24, 38, 0) == "24\u201338"
    assert ValueFormat("share", None, EN).interval(0.2, 0.27, 0) == "20\u201327"


def test_a_value_lies_at_its_share_of_the_height():
    assert scale("share", [0.4]).pixel(0.2, 100) == pytest.approx(50)
