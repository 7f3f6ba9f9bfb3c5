"""What can be asked at all: the figures that there are, what each means, and what stands out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.metrics.telling.plain_values import finding_as_json, in_words
from engagement.metrics.telling.standing_out import standing_out
from engagement.metrics.views.overview import shown
from engagement.metrics.views.registry import DEFINITIONS
from engagement.questions.answering import known, splits

if TYPE_CHECKING:
    from engagement.metrics.model import View


def figures(view: View) -> dict[str, Any]:
    """Return each figure that the view holds with its value and splits, and what would unlock the others."""
    told = []
    for key in view.keys():  # noqa: SIM118 - a method
        metric, reading = view.metric(key), view.reading(key)
        told.append(
            {
                "figure": key,
                "name": str(metric.name),
                "unit": metric.unit,
                "text": in_words(metric, reading),
                "splits": splits(view, key),
            }
        )
    return {"figures": told, "locked": {key: str(what) for key, what in view.locked().items()}}


def explained(view: View, key: str) -> dict[str, Any]:
    """Return what a figure means and how it is computed; `NotAnswered` for a key that there is not."""
    metric = DEFINITIONS[key].metric if key in DEFINITIONS else known(view, key)
    here = key in view.keys()  # noqa: SIM118 - a method
    metric = view.metric(key) if here else metric
    found: dict[str, Any] = {
        "figure": key,
        "name": str(metric.name),
        "unit": metric.unit,
        "numerator": str(metric.numerator),
        "denominator": None if metric.denominator is None else str(metric.denominator),
        "counts": str(metric.counts),
        "leaves_out": str(metric.leaves_out),
        "origin": str(metric.origin),
        "interval": str(metric.interval),
        "good_when": metric.better,
        "here": here,
        "similar": list(DEFINITIONS[key].neighbours),
    }
    if here:
        found["splits"] = splits(view, key)
    elif view.k is None:
        found["unlock"] = str(DEFINITIONS[key].unlock)
    return found


def findings(view: View) -> dict[str, Any]:
    """Return what stands out beyond chance, as the Overview says it, each finding with its number."""
    return {"findings": [finding_as_json(view, found) for found in standing_out(view, shown(view))]}
