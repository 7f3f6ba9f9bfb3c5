"""What an upload changed: numbers of records added, changed and unchanged, and past figures that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.ui.reader import say, words
from engagement.app.workspaces import what_changed
from engagement.locale import message
from engagement.metrics.views.registry import DEFINITIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.app.workspaces.what_changed import VersionChanges
    from engagement.locale import Message
    from engagement.metrics.views.moved_figures import MovedFigure
    from engagement.metrics.views.version_differences import Difference
    from engagement.store import Workspace

_TABLES: Final = {
    "orders": message("Orders"),
    "responses": message("Survey answers"),
    "posts": message("Posts"),
    "audience": message("Days of social media data"),
    "sessions": message("Rows of web data"),
    "campaigns": message("Campaigns"),
    "recipients": message("Recipients"),
    "members": message("Members"),
    "consents": message("Statements of consent"),
    "catalogue": message("Products of a list"),
    "ad_spend": message("Rows of advertising spend"),
}
#: What became of the records of a month, by the name that `Move.causes` has for it.
_OF_ORDERS: Final[dict[str, Callable[[int], Message]]] = {
    "refunded": lambda n: message("{count} refund", "{count} refunds", n=n, count=n),
    "cancelled": lambda n: message("{count} cancellation", "{count} cancellations", n=n, count=n),
    "added": lambda n: message("{count} order added", "{count} orders added", n=n, count=n),
    "counting": lambda n: message("{count} order counts now", "{count} orders count now", n=n, count=n),
    "corrected": lambda n: message("{count} order corrected", "{count} orders corrected", n=n, count=n),
    "gone": lambda n: message("{count} order removed", "{count} orders removed", n=n, count=n),
}
_OF_ANSWERS: Final[dict[str, Callable[[int], Message]]] = {
    "added": lambda n: message("{count} reply added", "{count} replies added", n=n, count=n),
    "changed": lambda n: message("{count} reply changed", "{count} replies changed", n=n, count=n),
    "gone": lambda n: message("{count} reply removed", "{count} replies removed", n=n, count=n),
}


def show_last(workspace: Workspace) -> None:
    """Show what the last upload changed of earlier data; nothing after the first upload."""
    current = workspace.version.id
    changes = next(
        (
            what_changed.read(entry.note)
            for entry in workspace.log()
            if entry.version == current and entry.note
        ),
        None,
    )
    if changes is None or not any(_touches(counts) for counts in changes.records.values()):
        return
    with st.container(key="rule_changed", gap="xxsmall"):
        st.markdown(f"**{say(message('What this upload changed'))}**")
        st.markdown(counted(changes))
        show(changes)


def counted(changes: VersionChanges) -> str:
    """Return a sentence with the numbers of new, changed, unchanged and removed records."""
    return " · ".join(
        f"{say(_TABLES[table])}: {_counts(counts)}"
        for table, counts in changes.records.items()
        if counts.any and table in _TABLES
    )


def show(changes: VersionChanges) -> None:
    """Show the figures of past months that moved."""
    moves, more = changes.moved.moves, changes.moved.of - len(changes.moved.moves)
    if not moves:
        return
    st.caption(say(message("This changed metrics of past months:")))
    st.markdown("\n".join(f"- {_sentence(move)}" for move in moves))
    if more:
        st.caption(
            say(message("And {count} more, less.", "And {count} more, all of them less.", n=more, count=more))
        )


def _touches(counts: Difference) -> bool:
    return bool(counts.changed or counts.gone or counts.same)


def _counts(counts: Difference) -> str:
    sentences = (
        (counts.added, message("{count} new", count=counts.added)),
        (counts.changed, message("{count} changed", count=counts.changed)),
        (counts.same, message("{count} as before", count=counts.same)),
        (counts.gone, message("{count} removed", count=counts.gone)),
    )
    return ", ".join(say(part) for number, part in sentences if number)


def _sentence(move: MovedFigure) -> str:
    t = words()
    metric = DEFINITIONS[move.key].metric
    was, now = (t.value(value, move.unit, move.currency) for value in (move.before, move.after))
    names = _OF_ORDERS if metric.table == "orders" else _OF_ANSWERS
    causes = ", ".join(say(names[cause](move.causes[cause])) for cause in names if move.causes.get(cause))
    return say(
        message(
            "**{month}** · {figure} {before} → {after}: {causes}",
            month=t.month(move.month),
            figure=metric.name,
            before=was,
            after=now,
            causes=causes or say(message("because of other months")),
        )
    )
