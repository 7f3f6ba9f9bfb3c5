"""A file that nobody knows: say what its columns mean, with the first rows read as you say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from engagement.app import answers, held, shop
from engagement.app.components import questions, readback
from engagement.app.components.filecard import KINDS
from engagement.app.escape import inert, plain
from engagement.app.intake import take_as_said
from engagement.app.reader import say, words
from engagement.locale import message
from engagement.sources import dates
from engagement.sources.recipes import Recipe
from engagement.sources.role_words import ROLES
from engagement.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.held import Waiting
    from engagement.locale import Message
    from engagement.sources.model import Kind
    from engagement.sources.proposals import Profile, Proposal
    from engagement.sources.role_words import Role

_DATE_ORDERS: Final[tuple[Literal["day", "month"], ...]] = ("day", "month")
_SIGNS: Final[tuple[Literal[".", ","], ...]] = (".", ",")
#: What is chosen for a role that no column has; columns always have a name.
_NOWHERE: Final = ""
#: The currencies that are offered; the most used ones of the languages that files come in.
_CURRENCIES: Final = (
    *("EUR", "USD", "GBP", "PLN", "CHF", "CZK", "SEK", "DKK", "NOK", "HUF", "RON", "BGN", "TRY", "UAH"),
    *("CAD", "AUD", "NZD", "BRL", "MXN", "ARS", "CLP", "COP", "PEN", "JPY", "CNY", "INR", "ZAR", "AED"),
)


def show() -> None:
    """Ask about every dropped file that waits for an answer."""
    for waiting in held.of_session().asked():
        _ask(waiting.digest)


@st.fragment
def _ask(digest: str) -> None:
    """One file's question; its widgets redraw nothing else."""
    waiting = held.of_session().get(digest)
    if waiting is None or waiting.proposal is None:
        return
    proposal = waiting.proposal
    with st.container(key=f"lack_ask_{digest[:12]}"):
        st.markdown(f"**{_where(waiting)}** :orange-badge[{say(message('needs your answer'))}]")
        st.write(
            say(
                message(
                    "No platform is known that writes this table of {rows} rows. Say what its columns "
                    "mean; the next file with these columns is read in the same way without asking.",
                    rows=proposal.rows,
                )
            )
        )
        recipe = _answered(digest, proposal)
        readback.show(proposal, recipe)
        _finish(waiting, proposal, recipe)


def _where(waiting: Waiting) -> str:
    sheet = waiting.proposal.sheet if waiting.proposal else None
    if not sheet:
        return inert(waiting.name)
    return say(message("{file}, sheet {sheet}", file=inert(waiting.name), sheet=inert(sheet)))


def _answered(digest: str, proposal: Proposal) -> Recipe:
    """Ask everything and return what is said so far."""
    kind = _kind(digest, proposal)
    roles = _roles(digest, proposal, kind)
    said = questions.ask(digest, proposal, taken=set(roles.values())) if kind == "surveys" else {}
    _columns(proposal)
    today = int(datetime.now(UTC).timestamp() // 86_400)
    recipe = Recipe(proposal.shape, kind, roles, questions=said, file=plain(proposal.file), day=today)
    return _notation(digest, proposal, recipe)


def _kind(digest: str, proposal: Proposal) -> Kind:
    kinds = list(ROLES)
    chosen = st.radio(
        say(message("What does the file hold?")),
        kinds,
        index=kinds.index(proposal.kind),
        format_func=lambda kind: say(KINDS[kind]),
        horizontal=True,
        key=f"ask_{digest}_kind",
    )
    return chosen or proposal.kind


def _roles(digest: str, proposal: Proposal, kind: Kind) -> dict[str, str]:
    """Ask for the column of every role; the likely ones first, the rest folded away."""
    found = {guess.role for guess in proposal.guesses[kind]}
    first = [role for role in ROLES[kind] if role.main or role.key in found]
    rest = [role for role in ROLES[kind] if role not in first]
    chosen = _grid(digest, proposal, kind, first)
    with st.expander(say(message("More that a column may mean")), type="compact"):
        chosen |= _grid(digest, proposal, kind, rest)
    return chosen


def _grid(digest: str, proposal: Proposal, kind: Kind, roles: Sequence[Role]) -> dict[str, str]:
    guesses = {guess.role: guess for guess in proposal.guesses[kind]}
    names = [_NOWHERE, *(profile.name for profile in proposal.columns)]
    chosen: dict[str, str] = {}
    grid = st.grid(3, min_column_width=210)
    for role in roles:
        guess = guesses.get(role.key)
        with grid.container(gap=None):
            column = st.selectbox(
                say(role.label),
                names,
                index=names.index(guess.column) if guess else 0,
                format_func=lambda name: plain(name, 60) if name else say(message("not in this file")),
                key=f"ask_{digest}_{kind}_{role.key}",
            )
            reason = guess.reason if guess is not None and column == guess.column else None
            _under(proposal.profile(column), reason, role)
        if column:
            chosen[role.key] = column
    return chosen


def _under(profile: Profile | None, reason: Message | None, role: Role) -> None:
    """Under a role: values of its column, why it was guessed, what it unlocks."""
    if profile is None:
        st.caption(say(message("Would unlock: {what}", what=role.unlocks)))
        return
    parts = [" · ".join(inert(text, 30) for text in profile.samples[:2])]
    if reason is not None:
        parts.append(say(message("Guessed: {reason}.", reason=reason)))
    parts.append(say(message("Unlocks: {what}", what=role.unlocks)))
    st.caption("  \n".join(part for part in parts if part))


def _columns(proposal: Proposal) -> None:
    with st.expander(say(message("What stands in each column")), type="compact"):
        st.table(readback.samples(proposal), hide_index=True, border="horizontal")


def _notation(digest: str, proposal: Proposal, recipe: Recipe) -> Recipe:
    """Ask what the chosen columns leave open: dates, decimal sign, currency."""
    dated, numbered = answers.open_date(proposal, recipe), answers.open_number(proposal, recipe)
    if dated is not None:
        recipe = replace(recipe, date_order=_date_order(digest, dated))
    if numbered is not None:
        recipe = replace(recipe, decimal=_decimal(digest, numbered))
    if recipe.kind == "orders" and answers.asks_currency(recipe):
        recipe = replace(recipe, currency=_currency(digest, answers.currency(proposal, recipe)))
    return recipe


def _date_order(digest: str, profile: Profile) -> Literal["day", "month"] | None:
    t = words()
    said = {order: _read_dates(profile.open_dates, order) for order in _DATE_ORDERS}
    return st.radio(
        say(
            message(
                "The dates of {column} can be read in two ways. {first} is …",
                column=inert(profile.name, 60),
                first=inert(profile.open_dates[0], 40),
            )
        ),
        _DATE_ORDERS,
        index=None,
        format_func=lambda order: t.day(said[order][0]),
        captions=[", ".join(map(t.day_short, said[order][1:])) for order in _DATE_ORDERS],
        horizontal=True,
        key=f"ask_{digest}_dates_{profile.name}",
    )


def _read_dates(texts: Sequence[str], order: Literal["day", "month"]) -> list[datetime]:
    read = (dates.parse(text, order) for text in texts)
    return [day for day in read if isinstance(day, datetime)]


def _decimal(digest: str, profile: Profile) -> Literal[".", ","] | None:
    t = words()
    text = profile.open_numbers[0]
    return st.radio(
        say(
            message(
                "The numbers of {column} can be read in two ways. {first} is …",
                column=inert(profile.name, 60),
                first=inert(text, 40),
            )
        ),
        _SIGNS,
        index=None,
        format_func=lambda sign: t.number(readback.number(text, sign), 2),
        horizontal=True,
        key=f"ask_{digest}_decimal_{profile.name}",
    )


def _currency(digest: str, named: str | None) -> str | None:
    options = ["", *_CURRENCIES]
    none = message("as in the file: {currency}", currency=named) if named else message("no currency named")
    chosen = st.selectbox(
        say(message("Currency of the amounts")),
        options,
        format_func=lambda code: code or say(none),
        key=f"ask_{digest}_currency",
    )
    return chosen or None


def _finish(waiting: Waiting, proposal: Proposal, recipe: Recipe) -> None:
    lacking = answers.lacking(proposal, recipe)
    for sentence in lacking:
        st.caption(say(sentence))
    with st.container(horizontal=True, vertical_alignment="center"):
        read = st.button(say(message("Read it so")), disabled=bool(lacking), key=f"ask_{waiting.digest}_read")
        leave = st.button(
            say(message("Leave it as it is") if waiting.read else message("Leave it out")),
            type="tertiary",
            key=f"ask_{waiting.digest}_leave",
        )
        st.caption(say(message("Until then the file waits in a private folder, for a day at most.")))
    if read:
        _read(recipe)
    elif leave:
        _leave(waiting)


def _leave(waiting: Waiting) -> None:
    """Ask no more; a file that is part of the data may be asked about again."""
    if waiting.read:
        held.of_session().ask(waiting.digest, None)
    else:
        held.of_session().let_go([waiting.digest])
    st.rerun()


def _read(recipe: Recipe) -> None:
    """Read every waiting file of the shape; what cannot be read keeps its question."""
    waiting = held.of_session()
    workspace = shop.workspace(shop.OWN)
    failed = False
    for one in waiting.asked():
        if one.proposal is None or one.proposal.shape != recipe.shape:
            continue
        with st.spinner(say(message("Reading {file}", file=inert(one.name)))):
            try:
                taken = take_as_said(workspace, (one.path, one.name), recipe)
                fault = taken.fault
            except StoreError as error:
                fault = error.sentence
        if fault is None:
            waiting.let_go([one.digest])
        else:
            failed = True
            st.error(say(fault))
    if not failed:
        shop.switch(shop.OWN)
        st.rerun()
