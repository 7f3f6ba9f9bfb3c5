from engagement.charts.base.palette import LIGHT
from engagement.charts.customers.forecast_check import ForecastCheck, forecast_check
from engagement.locale.translator import translator

EN = translator("en-GB")
NAN = float("nan")


def test_each_column_has_its_forecast_and_beside_it_what_happened_with_its_interval():
    figure = forecast_check(
        [
            ForecastCheck("0", "none", 0.3, 0.25, 0.2, 0.31, 400),
            ForecastCheck("1", "one", 0.6, 0.7, NAN, NAN, 40),
        ],
        LIGHT,
        EN,
    )
    line, made, ahead = figure.data
    assert list(line.y[:2]) == [0.2, 0.31]
    assert list(made.y) == [0.25, 0.7]
    assert list(ahead.y) == [0.3, 0.6]
    assert all(a < m for a, m in zip(ahead.x, made.x, strict=True))
    assert "foretold 0.30<br>happened 0.25 (0.20–0.31)<br>n = 400" in made.hovertext[0]
    assert "(" not in made.hovertext[1]


def test_the_axis_begins_at_none():
    figure = forecast_check([ForecastCheck("0", "none", 3.0, 3.1, 2.9, 3.3, 400)], LIGHT, EN)
    assert figure.layout.yaxis.range[0] == 0
