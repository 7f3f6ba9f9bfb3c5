import pytest

from engagement.charts.base.palette import DARK, LIGHT
from engagement.charts.quartiles import QuartileRow, quartiles
from engagement.locale.translator import translator

EN = translator("en-GB")


def lines(figure):
    """Ends of the lines by their dash."""
    result = {}
    for trace in figure.data:
        if trace.mode == "lines":
            ends = [x for x in trace.x if x is not None]
            result.setdefault(trace.line.dash, []).extend(zip(ends[::2], ends[1::2], strict=True))
    return result


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def dots(figure):
    return next(trace for trace in figure.data if trace.mode == "markers")


def test_a_line_goes_from_a_quarter_to_three_quarters_and_the_dot_is_at_half():
    figure = quartiles([QuartileRow("Coffee", 20, 31, 45, 200)], LIGHT, EN)
    assert lines(figure) == {"solid": [(20, 45)]}
    assert list(dots(figure).x) == [31]
    assert {"<b>31</b>", "200", "Coffee"} <= set(texts(figure))


def test_what_is_not_reached_is_a_dotted_line_to_the_end_and_no_number():
    figure = quartiles(
        [QuartileRow("Coffee", 20, 31, None, 200), QuartileRow("Lamp", 60, None, None, 90)], LIGHT, EN
    )
    end = figure.layout.xaxis.range[1]
    assert lines(figure) == {"solid": [(20, 31), (60, 60)], "dot": [(31, end), (60, end)]}
    assert list(dots(figure).marker.opacity) == [1, 0]
    assert "from 60" in texts(figure)
    assert "50%" not in dots(figure).hovertext[1]


def test_few_buyers_are_hollow_and_days_begin_at_none():
    figure = quartiles([QuartileRow("Coffee", 20, 31, 45, 29), QuartileRow("Tea", 20, 31, 45, 30)], LIGHT, EN)
    assert list(dots(figure).marker.color) == [LIGHT.ground, LIGHT.noise]
    assert figure.layout.xaxis.range[0] == 0


def test_one_day_is_one_day_under_the_pointer():
    assert "25%: 1 day<" in dots(quartiles([QuartileRow("Milk", 1, None, None, 90)], LIGHT, EN)).hovertext[0]


def test_a_name_from_a_file_is_no_markup():
    figure = quartiles([QuartileRow("<a href=x>$y$</a>", 2, 3, 4, 90)], LIGHT, EN)
    assert "<a" not in figure.to_json()
    assert "$" not in "".join(texts(figure))


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("rows", [[], [QuartileRow("A", 0, 0, 0, 10)]])
def test_nothing_and_days_of_none_can_be_drawn(rows, colours):
    assert quartiles(rows, colours, EN).to_json()
