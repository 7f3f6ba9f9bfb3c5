"""The parts of which a group consists are those that are marked, and no others."""

import pytest

from engagement.metrics.core.cells import Cell
from engagement.metrics.guarding.register import Register
from engagement.metrics.model import Question
from engagement.metrics.sums.periods import Periods
from engagement.metrics.views.owners import view_of
from tests.metrics.shared_people import files


@pytest.fixture(scope="module")
def cell() -> Cell:
    scope = view_of(files(1, 60, 20, 0.4).tables(), Question(days=None)).scope("orders")
    days = Periods("day", scope.window.first_day, scope.window.last_day, 0, scope.window.first_day)
    return Cell(scope, days, Register(scope, days, ()).people)


def test_a_part_that_nobody_marks_is_refused_and_not_left_out(cell):
    """Left out, the people of it would never be counted, and a share of two of them would be published."""
    assert len(cell.parts("orders", ("guests", "others"))) == 2
    with pytest.raises(KeyError, match="weekend"):
        cell.parts("orders", ("guests", "weekend"))


def test_a_series_of_parts_may_be_empty(cell):
    assert cell.parts("orders", ("step",)) == []
