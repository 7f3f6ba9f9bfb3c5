"""An answer in words: what stands in a line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from engagement.locale.translator import translator
from engagement.metrics.model import Question
from engagement.metrics.views.owners import view_of
from engagement.questions.in_words import changed
from tests.metrics.quiet_shops import QUIET, shop


@pytest.mark.parametrize(("p", "told"), [(0.0, "p < 0.001"), (0.0004, "p < 0.001"), (0.0312, "p = 0.031")])
def test_no_p_value_is_told_as_zero(p, told):
    view = view_of({"orders": shop(1, QUIET["stationary"])}, Question(compare="year"))
    change = view.change("repeat_purchase_rate")
    assert change.p is not None
    line = changed(replace(change, p=p), view.reading("repeat_purchase_rate"), translator("en"))
    assert f", {told}:" in line
