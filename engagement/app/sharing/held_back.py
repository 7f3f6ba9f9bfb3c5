"""The figures that a link withholds, with reasons, for its maker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.figures.split_names import label_of
from engagement.app.sharing.withheld import withheld
from engagement.app.ui.reader import say
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from engagement.app.sharing.withheld import Withheld, WithheldReason
    from engagement.locale import Message
    from engagement.metrics.publishing.recipients_view import PublishedView
    from engagement.metrics.views.owners import OwnersView

_WHY: Final[Mapping[WithheldReason, Message]] = {
    "few": message("Left out, for too few people stand behind them or behind what they would add:"),
    "filter": message("Left out, for the filter does not reach them:"),
}


def show(published: PublishedView, unrestricted: OwnersView, pages: Collection[str]) -> None:
    """Show what is withheld on some pages; `unrestricted` is the owner's view of the same question."""
    withheld_figures = withheld(published, unrestricted, pages)
    sentences = _sentences(withheld_figures, unrestricted, published.k)
    with st.container(key="held_back", gap="xxsmall"):
        for line in sentences:
            st.caption(line)
        if not sentences:
            st.caption(
                say(
                    message(
                        "Nothing had to be left out: at least {k} people stand behind every metric.",
                        k=published.k,
                    )
                )
            )


def _sentences(withheld_figures: Withheld, unrestricted: OwnersView, k: int) -> list[str]:
    lines = []
    for reason, why in _WHY.items():
        keys = [key for key, withheld_why in withheld_figures.figures.items() if withheld_why == reason]
        if keys:
            lines.append(f"**{say(why)}** {_names(unrestricted, keys)}")
    if withheld_figures.changes:
        why = message("Shown without its change, for too few people stand behind the period before:")
        lines.append(f"**{say(why)}** {_names(unrestricted, withheld_figures.changes)}")
    lines += [
        say(
            message(
                "{count} value of {dimension} is counted under Other, for no group under {k} is shown.",
                "{count} values of {dimension} are counted under Other, for no group under {k} is shown.",
                n=count,
                count=count,
                dimension=label_of(split),
                k=k,
            )
        )
        for split, count in withheld_figures.merged_values.items()
    ]
    return lines


def _names(unrestricted: OwnersView, keys: Collection[str]) -> str:
    return ", ".join(say(unrestricted.metric(key).name) for key in keys)
