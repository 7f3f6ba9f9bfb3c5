"""The number of answers for each score of a scale; the part that counts as good or bad is coloured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.charts.base import template
from engagement.charts.base.points import number
from engagement.charts.base.text import plain
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    import plotly.graph_objects as go

    from engagement.charts.base.palette import Palette
    from engagement.locale.translator import Translator

#: The most steps of a scale of answers.
_MOST_STEPS: Final = 21
_HEADROOM: Final = 1.16


def distribution(
    frame: pd.DataFrame,
    colours: Palette,
    t: Translator,
    *,
    scale: tuple[int, int] = (1, 7),
    key: Collection[int] = (5, 6, 7),
    good: bool = True,
    ends: tuple[str, str] | None = None,
) -> go.Figure:
    """Draw a frame with the columns `score` and `count` (answers with this score).

    Scores of `scale` without answers keep their place. `key` are the coloured scores: petrol if they are
    `good`, else orange. `ends` name the lowest and the highest score ("hard", "easy").
    """
    steps = list(range(scale[0], min(scale[1], scale[0] + _MOST_STEPS - 1) + 1))
    counts = _counts(frame)
    total = sum(counts.get(step, 0) for step in steps)
    shares = [counts.get(step, 0) / total if total else 0.0 for step in steps]
    strong = colours.accent if good else colours.worse
    return template.figure(
        [
            template.bar(
                x=steps,
                y=shares,
                marker={"color": [strong if step in key else colours.neutral for step in steps]},
                text=[plain(t.number(share * 100, 0)) if total else "" for share in shares],
                textposition="outside",
                textfont={"color": colours.ink, "size": template.TEXT_SIZE},
                cliponaxis=False,
                hoverinfo="text",
                hovertext=[
                    _hover(step, share, counts.get(step, 0), total, t)
                    for step, share in zip(steps, shares, strict=True)
                ],
            )
        ],
        colours,
        height=template.SMALL_HEIGHT,
        margin={"l": 2, "r": 2, "t": 8, "b": 40 if ends else 24},
        bargap=0.28,
        xaxis=template.axis(
            colours,
            tickmode="array",
            tickvals=steps,
            ticktext=_labels(steps, ends),
            range=[steps[0] - 0.6, steps[-1] + 0.6],
            showline=True,
            linecolor=colours.axis,
        ),
        yaxis=template.axis(
            colours, range=[0, max(shares, default=0.0) * _HEADROOM or 1.0], showticklabels=False
        ),
    )


def _counts(frame: pd.DataFrame) -> dict[int, float]:
    counts: dict[int, float] = {}
    for row in frame.to_dict("records"):
        score, count = number(row.get("score")), number(row.get("count"))
        if score is not None and count is not None:
            counts[round(score)] = counts.get(round(score), 0.0) + max(count, 0.0)
    return counts


def _labels(steps: list[int], ends: tuple[str, str] | None) -> list[str]:
    labels = [str(step) for step in steps]
    if ends is not None:
        labels[0] += f"<br>{plain(ends[0])}"
        labels[-1] += f"<br>{plain(ends[1])}"
    return labels


def _hover(step: int, share: float, count: float, total: float, t: Translator) -> str:
    count_text = message("{part} of {whole}", part=count, whole=total)
    return f"<b>{step}</b><br>{plain(t.percent(share))}<br>{plain(t.t(count_text))}"
