"""Engagement: measures how engaged a shop's customers are, from its exports.

    view = engagement.measure(engagement.read("orders.csv", "survey.csv"))
    view.reading("repeat_purchase_rate")

The names below are imported on first use, so that importing the package is fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engagement.metrics.model import Question
    from engagement.metrics.views.open_files import measure, read
    from engagement.store import open_workspace

__all__ = ["Question", "measure", "open_workspace", "read"]

_HOMES = {
    "Question": "engagement.metrics.model",
    "measure": "engagement.metrics.views.open_files",
    "open_workspace": "engagement.store",
    "read": "engagement.metrics.views.open_files",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
