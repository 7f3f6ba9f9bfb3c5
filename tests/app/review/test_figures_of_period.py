"""The figures below a review's sentences say the same of a change as the sentences."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from engagement.app.review.figures_of_period import changes_of
from engagement.metrics.views.owners import view_of
from engagement.planning.review_looking import compared_keys, review
from engagement.planning.statements import Review, last_whole, question_of
from tests.metrics.invented import day
from tests.metrics.quiet_shops import LAST_DAY, QUIET, shop

_SMALL = replace(QUIET["stationary"], history_days=730, customers=250)


def test_a_change_is_called_one_where_the_review_states_it_and_nowhere_else():
    orders = shop(2, _SMALL)
    is_late = np.asarray(orders["day"]) >= day("2026-10-01")
    gross = np.where(is_late, np.asarray(orders["gross"]) * 2, np.asarray(orders["gross"]))
    dearer = orders.set_column(orders.schema.get_field_index("gross"), "gross", pa.array(gross))
    month = last_whole("month", LAST_DAY)
    view = view_of({"orders": dearer}, question_of("month", month))
    silent = Review("month", month.first_day, month.last_day)
    stating = review(view, "month", month)
    tested = [key for key in compared_keys(view) if view.change(key).beyond_noise is not None]
    of_stating, of_silent = (changes_of(view, [*tested, "orders"], each) for each in (stating, silent))
    assert [key for key in tested if of_stating[key].beyond_noise] == ["average_order_value"]
    assert [key for key in tested if of_silent[key].beyond_noise] == []
    assert view.change("average_order_value").beyond_noise
    assert of_stating["orders"] == view.change("orders")
