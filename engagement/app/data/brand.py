"""The shop or brand of a file of orders, an optional name on its card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from engagement.app.ui.escape import inert, inert_whole
from engagement.app.ui.reader import say
from engagement.app.who.current import visitor_in
from engagement.locale import message
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engagement.locale import Message
    from engagement.store import Dataset, Workspace

_AS_IN_FILE: Final = ""
Result = TypeVar("Result")


def ask(workspace: Workspace, dataset: Dataset) -> None:
    """Let a person name the shop of a file that holds orders, or choose one named before."""
    if not any(report.counts.get("orders") for report in dataset.reports):
        return
    names = workspace.shop_names()
    shop_names = sorted({name for i, name in names.items() if i != dataset.id} | set(names.values()))
    key, current = f"brand_{dataset.id}", names.get(dataset.id, _AS_IN_FILE)
    st.session_state[key] = current
    st.selectbox(
        say(message("Name the shop or brand of this file")),
        (_AS_IN_FILE, *shop_names),
        format_func=lambda name: name or say(message("as in the file")),
        accept_new_options=True,
        key=key,
        on_change=_named,
        args=(workspace, dataset.id, key),
        help=say(message("Orders of two shops with the same number are then two orders.")),
    )
    if not current:
        _tell_of_clashes(workspace, dataset)
    _tell(_found(workspace, dataset, workspace.cut_numbers))
    _tell(_found(workspace, dataset, workspace.other_amounts))
    _tell_of_scale(workspace, dataset)
    others = sorted({names[d.id] for d in workspace.datasets() if d.id in names and _alike(d, dataset)})
    if others and not current:
        st.caption(
            say(
                message(
                    "Other files of this kind belong to {shops}. Orders that stand here as well count twice "
                    "until this file has its shop, too.",
                    shops=", ".join(inert(name) for name in others),
                )
            )
        )


def _found(workspace: Workspace, dataset: Dataset, look: Callable[[int], Result]) -> Result:
    """Return what a look at a file beside the others finds; a session looks once at each version."""
    key = f"{look.__name__}_{dataset.id}_{workspace.version.id}"
    if key not in st.session_state:
        st.session_state[key] = look(dataset.id)
    result: Result = st.session_state[key]
    return result


def _tell_of_clashes(workspace: Workspace, dataset: Dataset) -> None:
    """Warn where another file uses the same order numbers for other orders, as of another shop."""
    if not any(d.id != dataset.id and _alike(d, dataset) for d in workspace.datasets()):
        return
    clashing = _found(workspace, dataset, workspace.clashing_numbers)
    if clashing:
        st.warning(
            say(
                message(
                    "{count} order number of this file stands in another file for another order, like "
                    "{samples}. Name the shop of each; until then only the newer of two such orders counts",
                    "{count} order numbers of this file stand in another file for other orders, like "
                    "{samples}. Name the shop of each; until then only the newer of two such orders counts",
                    n=len(clashing),
                    count=len(clashing),
                    samples=", ".join(inert(number, 30) for number in clashing[:3]),
                )
            )
        )


def _tell(sentence: Message | None) -> None:
    """Warn of what was found, if anything."""
    if sentence is not None:
        st.warning(inert_whole(say(sentence)))


def _tell_of_scale(workspace: Workspace, dataset: Dataset) -> None:
    """Warn where the typical order value of this file is many times that of another one of the shop."""
    scale = _found(workspace, dataset, workspace.out_of_scale)
    if scale is not None:
        times, other = scale
        st.warning(
            say(
                message(
                    "A usual order of this file is worth {times} times one of {other}: the amounts may be in "
                    "another unit",
                    times=times,
                    other=inert(other),
                )
            )
        )


def _named(workspace: Workspace, dataset: int, key: str) -> None:
    person = visitor_in(workspace.name)
    if not person.may_edit:  # any more: the page was drawn when they still might
        return
    try:
        workspace.name_shop(dataset, st.session_state[key] or _AS_IN_FILE, person.who)
    except StoreError as fault:
        st.toast(say(fault.sentence))


def _alike(first: Dataset, second: Dataset) -> bool:
    """Return whether two files come from the same platform, so that their orders may be the same."""
    formats = [{report.format for report in dataset.reports} for dataset in (first, second)]
    return bool(formats[0] & formats[1])
