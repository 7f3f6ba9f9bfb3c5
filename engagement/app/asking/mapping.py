"""The form for an unknown file: what its columns mean, with a preview of the first rows read that way."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from engagement.app.asking import reading_preview, recipe_answers, survey_questions
from engagement.app.asking.recipe_answers import CURRENCIES
from engagement.app.figures.kinds import KIND_NAMES
from engagement.app.figures.split_names import value_of
from engagement.app.importing import reread, waiting_files
from engagement.app.navigation import current_shop
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.readable.one_line import plain
from engagement.sources.meaning.asked_roles import ROLES
from engagement.sources.meaning.networks import KNOWN, network_in
from engagement.sources.recognition.recipes import Recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.importing.waiting_files import WaitingFile
    from engagement.locale import Message
    from engagement.sources.meaning.asked_roles import AskedRole
    from engagement.sources.model.account import ExportKind
    from engagement.sources.recognition.proposals import Profile, Proposal

_DATE_ORDERS: Final[tuple[Literal["day", "month"], ...]] = ("day", "month")
_SIGNS: Final[tuple[Literal[".", ","], ...]] = (".", ",")
#: The option for a role without a column; columns always have a name.
_NOWHERE: Final = ""


#: Which of several questions is answered first.
_FIRST: Final = "asked_first"


def show() -> None:
    """Show the form for the tables that wait for an answer: one at a time, once for each shape."""
    waiting = waiting_files.mine()
    waiting.settle()
    shapes = dict.fromkeys(
        proposal.shape for waiting_file in waiting.with_questions() for proposal in waiting_file.proposals
    )
    open_ones = [shape for shape in shapes if not waiting.is_answered(shape)]
    if not open_ones:
        return
    first_choice = st.session_state.get(_FIRST)
    first = first_choice if first_choice in open_ones else open_ones[0]
    _ask(first)
    for shape in open_ones:
        if shape != first:
            _later(shape)


def _later(shape: str) -> None:
    """Show a line for a table whose form comes later."""
    waiting, proposal = _waiting_for_answer(shape)[0]
    place = _place(waiting, proposal)
    with st.container(key=f"lack_later_{place}", horizontal=True, vertical_alignment="center"):
        rows = message("{count} row", "{count} rows", n=proposal.rows, count=proposal.rows)
        badge = f":orange-badge[{say(message('needs your answer'))}]"
        st.markdown(f"**{_where(waiting, proposal)}** · {say(rows)} {badge}", width="content")
        if st.button(say(message("Answer this first")), key=f"first_{place}", type="tertiary"):
            st.session_state[_FIRST] = shape
            st.rerun()


@st.fragment
def _ask(shape: str) -> None:
    """Show the form of a shape as a fragment, so that its widgets redraw nothing else."""
    waiting_tables = _waiting_for_answer(shape)
    if not waiting_tables or waiting_files.mine().is_answered(shape):
        return
    waiting, proposal = waiting_tables[0]
    answered_recipe = next(
        (k.recipe for k in current_shop.workspace(current_shop.home()).recipes() if k.recipe.shape == shape),
        None,
    )
    if answered_recipe is not None:
        proposal = recipe_answers.with_earlier_answers(proposal, answered_recipe)
    place = _place(waiting, proposal)
    with st.container(key=f"lack_ask_{place}"):
        st.markdown(f"**{_where(waiting, proposal)}** :orange-badge[{say(message('needs your answer'))}]")
        st.write(say(_what(proposal)))
        if len(waiting_tables) > 1:
            more = message(
                "{count} more uploaded file has these columns and is read in the same way.",
                "{count} more uploaded files have these columns and are read in the same way.",
                n=len(waiting_tables) - 1,
                count=len(waiting_tables) - 1,
            )
            st.caption(say(more))
        recipe = _answered(place, proposal)
        lacking = recipe_answers.lacking(proposal, recipe)
        reading_preview.show(proposal, recipe, lacking)
        _finish(place, recipe, lacking, read=waiting.read)


def _waiting_for_answer(shape: str) -> list[tuple[WaitingFile, Proposal]]:
    """Return the waiting files that have a table of this shape, each with its proposal."""
    return [
        (waiting_file, proposal)
        for waiting_file in waiting_files.mine().with_questions()
        for proposal in waiting_file.proposals
        if proposal.shape == shape
    ]


def _place(waiting: WaitingFile, proposal: Proposal) -> str:
    """Return the prefix of the widget keys of a form."""
    return f"{waiting.digest[:12]}_{proposal.shape[:8]}"


def _where(waiting: WaitingFile, proposal: Proposal) -> str:
    """Return the file's name in its archive, its sheet, and the line where it has several tables."""
    file, line = inert(proposal.file), proposal.excerpt.header_row
    if proposal.sheet:
        file = say(message("{file}, sheet {sheet}", file=file, sheet=inert(proposal.sheet)))
    beside = [
        other for other in waiting.proposals if (other.file, other.sheet) == (proposal.file, proposal.sheet)
    ]
    return say(message("{file}, from line {line}", file=file, line=line)) if len(beside) > 1 else file


def _what(proposal: Proposal) -> Message:
    if proposal.tables > 1:
        return message(
            "No platform is known that writes these {tables} tables of the same columns, {rows} rows in all. "
            "Say what the columns mean; the next file with them is read in the same way without asking.",
            tables=proposal.tables,
            rows=proposal.rows,
        )
    return message(
        "No platform is known that writes this table of {rows} rows. Say what its columns "
        "mean; the next file with these columns is read in the same way without asking.",
        rows=proposal.rows,
    )


def _answered(place: str, proposal: Proposal) -> Recipe:
    """Show all questions and return the answers so far as a recipe."""
    kind = _kind(place, proposal)
    roles = _roles(place, proposal, kind)
    question_kinds = (
        survey_questions.ask(place, proposal, columns_with_role=set(roles.values()))
        if kind == "surveys"
        else {}
    )
    _columns(proposal)
    today = int(datetime.now(UTC).timestamp() // 86_400)
    recipe = Recipe(
        proposal.shape,
        kind,
        roles,
        questions=question_kinds,
        file=plain(proposal.file),
        day=today,
        overrules=proposal.sure,
    )
    return _notation(place, proposal, recipe)


def _kind(place: str, proposal: Proposal) -> ExportKind:
    kinds = list(ROLES)
    picked = st.radio(
        say(message("What does the file hold?")),
        kinds,
        index=kinds.index(proposal.kind),
        format_func=lambda kind: say(KIND_NAMES[kind]),
        horizontal=True,
        key=f"ask_{place}_kind",
    )
    return picked or proposal.kind


def _roles(place: str, proposal: Proposal, kind: ExportKind) -> dict[str, str]:
    """Ask for the column of each role (unlikely roles are folded), and return the columns by role."""
    guessed = {guess.role for guess in proposal.guesses[kind]}
    first = [role for role in ROLES[kind] if role.main or role.key in guessed]
    further = [role for role in ROLES[kind] if role not in first]
    columns = _grid(place, proposal, kind, first)
    with st.expander(say(message("More that a column may mean")), type="compact"):
        columns |= _grid(place, proposal, kind, further)
    return columns


def _grid(place: str, proposal: Proposal, kind: ExportKind, roles: Sequence[AskedRole]) -> dict[str, str]:
    guesses = {guess.role: guess for guess in proposal.guesses[kind]}
    names = [_NOWHERE, *(profile.name for profile in proposal.columns)]
    columns: dict[str, str] = {}
    grid = st.grid(3, min_column_width=210)
    for role in roles:
        guess = guesses.get(role.key)
        with grid.container(gap=None):
            column = st.selectbox(
                say(role.label),
                names,
                index=names.index(guess.column) if guess else 0,
                format_func=lambda name: plain(name, 60) if name else say(message("not in this file")),
                key=f"ask_{place}_{kind}_{role.key}",
            )
            reason = guess.reason if guess is not None and column == guess.column else None
            _under(proposal.profile(column), reason, role)
        if column:
            columns[role.key] = column
    return columns


def _under(profile: Profile | None, reason: Message | None, role: AskedRole) -> None:
    """Show below a role values of its column, why it was guessed, and what it unlocks."""
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
        st.table(reading_preview.samples(proposal), hide_index=True, border="horizontal")


def _notation(place: str, proposal: Proposal, recipe: Recipe) -> Recipe:
    """Ask for date order, decimal sign and currency where the chosen columns leave them open."""
    dated, numbered = recipe_answers.open_date(proposal, recipe), recipe_answers.open_number(proposal, recipe)
    if dated is not None:
        recipe = replace(recipe, date_order=_date_order(place, dated))
    if numbered is not None:
        recipe = replace(recipe, decimal=_decimal(place, numbered))
    if recipe_answers.asks_currency(recipe):
        recipe = replace(recipe, currency=_currency(place, recipe_answers.currency(proposal, recipe)))
    if recipe.kind == "social" and "network" not in recipe.roles:
        recipe = replace(recipe, network=_network(place, proposal))
    return recipe


def _date_order(place: str, profile: Profile) -> Literal["day", "month"] | None:
    t = words()
    sample_days = {order: reading_preview.days(profile.open_dates, order) for order in _DATE_ORDERS}
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
        format_func=lambda order: t.day(sample_days[order][0]),
        captions=[", ".join(map(t.day_short, sample_days[order][1:])) for order in _DATE_ORDERS],
        horizontal=True,
        key=f"ask_{place}_dates_{profile.name}",
    )


def _decimal(place: str, profile: Profile) -> Literal[".", ","] | None:
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
        format_func=lambda sign: t.number(reading_preview.number(text, sign), 2),
        horizontal=True,
        key=f"ask_{place}_decimal_{profile.name}",
    )


def _currency(place: str, named: str | None) -> str | None:
    options = ["", *CURRENCIES]
    none = message("as in the file: {currency}", currency=named) if named else message("no currency named")
    picked = st.selectbox(
        say(message("Currency of the amounts")),
        options,
        format_func=lambda code: code or say(none),
        key=f"ask_{place}_currency",
    )
    return picked or None


def _network(place: str, proposal: Proposal) -> str | None:
    """Ask for the network of rows that name none, in a cell or by a link."""
    by_name = network_in(proposal.file)
    options = ["", *KNOWN]
    none = (
        message("by the file's name: {network}", network=value_of("network", by_name))
        if by_name
        else message("not said")
    )
    picked = st.selectbox(
        say(message("Network of rows that name none")),
        options,
        format_func=lambda key: value_of("network", key) if key else say(none),
        key=f"ask_{place}_network",
    )
    return picked or None


def _finish(place: str, recipe: Recipe, lacking: Sequence[Message], *, read: bool) -> None:
    """Show what is lacking, and buttons to read the file or leave it out.

    `read` is True where the file is part of the data already.
    """
    for sentence in lacking:
        st.caption(say(sentence))
    with st.container(horizontal=True, vertical_alignment="center"):
        so = st.button(say(message("Import")), disabled=bool(lacking), key=f"ask_{place}_read")
        leave = st.button(
            say(message("Leave it as it is") if read else message("Skip")),
            type="tertiary",
            key=f"ask_{place}_leave",
        )
        st.caption(say(message("Until then the file waits in a private folder, for a day at most.")))
    if so:
        reread.start([waiting for waiting, _ in _waiting_for_answer(recipe.shape)], recipe)
    elif leave:
        for waiting, _ in _waiting_for_answer(recipe.shape):
            waiting_files.mine().leave(waiting.digest, recipe.shape)
        st.rerun()
