"""Questions about what a file does not prove (date order, decimal sign ...), with its values as examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from engagement.app.asking import reading_preview
from engagement.app.asking.doubt_words import option_words
from engagement.app.asking.recipe_answers import CURRENCIES
from engagement.app.figures.split_names import value_of
from engagement.app.importing import reread, waiting_files
from engagement.app.navigation import current_shop
from engagement.app.ui import doing
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import Message, message
from engagement.readable.one_line import plain
from engagement.sources.importing.report import CHOICES
from engagement.sources.meaning.networks import KNOWN
from engagement.sources.recognition.recipes import Recipe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.model.account import Report
    from engagement.sources.model.hints import About, Doubt
    from engagement.store import Dataset, Workspace

#: The field of a recipe that answers each doubt, and the possible answers besides the chosen one.
_FIELDS: Final[dict[About, str]] = {
    "dates": "date_order",
    "decimal": "decimal",
    "currency": "currency",
    "network": "network",
}
_OPTIONS: Final[dict[About, Sequence[str]]] = {
    "dates": ("day", "month"),
    "decimal": (".", ","),
    "currency": CURRENCIES,
    "network": KNOWN,
}
#: The default where no reading was possible.
_NOTHING: Final = ""
#: The answer that no unknown state means cancelled.
_PAID: Final = "paid"
#: The answer to doubts that are only shown.
_RIGHT: Final = "right"


def ask(workspace: Workspace, dataset: Dataset, report: Report) -> None:
    """Show a question for each doubt of a table; an answer can be changed.

    An answer is stored as a recipe for files of the same shape. The file is read again at once if its bytes
    are still there, else when it is dropped again.
    """
    if workspace.name != current_shop.home() or report.confidence == "asked":
        return
    recipe = _recipe(workspace, report)
    for doubt in report.doubts:
        if doubt.about == "sales":
            continue  # asked together with the other file (`same_sales`)
        answer = _answer(recipe, doubt)
        if answer is not None and doubt.chosen is None and not _options(doubt):
            continue  # only shown, and confirmed
        if answer not in {None, doubt.chosen}:
            st.caption(
                say(message("You have answered differently since. Upload the file again to apply that."))
            )
        elif answer is None or waiting_files.mine().get(dataset.content_digest) is not None:
            _show_doubt(workspace, dataset, doubt, recipe, answered=answer is not None)


def warnings_asked(report: Report) -> list[Message]:
    """Return the warnings of a report that are also asked as questions, so need not be shown."""
    if report.confidence == "asked":
        return []
    return [doubt.sentence for doubt in report.doubts if doubt.sentence is not None]


def _answer(recipe: Recipe, doubt: Doubt) -> str | None:
    """Return the answer to a doubt in a recipe; None where there is none."""
    field = _FIELDS.get(doubt.about)
    answer: str | None = getattr(recipe, field) if field else recipe.answers.get(doubt.about)
    return answer


def _options(doubt: Doubt) -> Sequence[str]:
    return doubt.choices or _OPTIONS.get(doubt.about, CHOICES[doubt.about])


def _recipe(workspace: Workspace, report: Report) -> Recipe:
    """Return the stored recipe for the table's shape, or an empty one."""
    stored = next((k.recipe for k in workspace.recipes() if k.recipe.shape == report.shape), None)
    if stored is not None:
        return stored
    today = int(datetime.now(UTC).timestamp() // 86_400)
    return Recipe(report.shape, report.kind, {}, file=plain(report.file), day=today)


def _show_doubt(
    workspace: Workspace, dataset: Dataset, doubt: Doubt, recipe: Recipe, *, answered: bool
) -> None:
    key = f"doubt_{dataset.id}_{recipe.shape[:8]}_{doubt.about}"
    with st.container(key=f"box_{key}", gap="xxsmall"):
        if doubt.sentence is not None and doubt.about not in _FIELDS:
            st.warning(say(_inert(doubt.sentence)), icon=":material/help:")
        picked = _ask(doubt, key, answered=answered)
        if picked not in {None, _NOTHING, doubt.chosen}:
            _turn(workspace, dataset, doubt, recipe, str(picked))
        if not answered and (doubt.chosen is not None or not _options(doubt)):
            _confirm(workspace, doubt, recipe, key)


def _ask(doubt: Doubt, key: str, *, answered: bool) -> str | None:
    """Show the question and return the chosen option; that of the doubt where it has no options."""
    if doubt.about == "states":
        return _states(doubt, key)
    if not _options(doubt) and doubt.about not in _OPTIONS:
        return doubt.chosen
    if doubt.about in _FIELDS:
        return _choose(doubt, _question(doubt, answered=answered), key)
    sentence = message("As you said:") if answered else message("One question, once: what is right?")
    return _choose(doubt, sentence, key)


def _states(doubt: Doubt, key: str) -> str | None:
    """Ask which of the unknown words mean that an order was cancelled."""
    before = [word for word in (doubt.chosen or _NOTHING).split("\n") if word in doubt.choices]
    picked = st.pills(
        say(message("Which of these mean that the order was cancelled?")), doubt.choices,
        selection_mode="multi", default=before, key=key, format_func=lambda word: inert(word, 40),
    )  # fmt: skip
    return "\n".join(picked) or _PAID


def _question(doubt: Doubt, *, answered: bool) -> Message:
    if doubt.about == "currency":
        values = ", ".join(inert(text, 30) for text in doubt.samples)
        if answered:
            return message("The currency of {values}, as you said:", values=values)
        return message(
            "One question, once: in which currency are the amounts, for example {values}?", values=values
        )
    if doubt.about == "network":
        if answered:
            return message("The network of these data, as you said:")
        return message("One question, once: which network are these data from?")
    value, column = inert(doubt.samples[0] if doubt.samples else "", 40), inert(doubt.column, 60)
    if answered:
        return message("{value} in {column}, as you said:", value=value, column=column)
    return message("One question, once: {value} in {column} is …", value=value, column=column)


def _choose(doubt: Doubt, question: Message, key: str) -> str | None:
    """Show all options with the one that was used selected, and return the chosen one."""
    options = _options(doubt)
    if doubt.about in {"dates", "decimal"}:
        picked: str | None = st.segmented_control(
            say(question), options, default=doubt.chosen, required=True, key=key,
            format_func=lambda option: _read_so(doubt, option)[0],
        )  # fmt: skip
        others = " · ".join(_read_so(doubt, picked or "")[1:])
        if others:
            st.caption(say(message("The next ones are then: {values}", values=others)))
        return picked
    offered = [doubt.chosen or _NOTHING, *(option for option in options if option != doubt.chosen)]
    return st.selectbox(
        say(question), offered, key=key,
        format_func=lambda option: _named(doubt.about, option) if option else say(message("not said")),
        width=420,
    )  # fmt: skip


def _named(about: About, option: str) -> str:
    if about == "network":
        return value_of("network", option)
    option_text = option_words(about, option)
    return say(option_text) if isinstance(option_text, Message) else plain(option_text, 60)


def _read_so(doubt: Doubt, option: str) -> list[str]:
    """Return the samples as they are read with an option."""
    t = words()
    if doubt.about == "dates":
        days = reading_preview.days(doubt.samples, "month" if option == "month" else "day")
        return [t.day(day) for day in days] or [option]
    numbers = (reading_preview.number(text, "," if option == "," else ".") for text in doubt.samples)
    return [t.number(number) for number in numbers] or [option]


def _confirm(workspace: Workspace, doubt: Doubt, recipe: Recipe, key: str) -> None:
    if st.button(say(message("That is right")), key=f"{key}_right", type="tertiary"):
        right = _answered(recipe, doubt, doubt.chosen or _RIGHT)
        doing.do(lambda: workspace.keep_recipe(right, visitor().who))


def _turn(workspace: Workspace, dataset: Dataset, doubt: Doubt, recipe: Recipe, choice: str) -> None:
    """Store the answer and read the file again with it, if its bytes are still there."""
    answer = _answered(recipe, doubt, choice)
    waiting = waiting_files.mine().get(dataset.content_digest)
    if waiting is None:
        doing.do(lambda: workspace.keep_recipe(answer, visitor().who))
    elif not waiting_files.mine().is_answered(recipe.shape):
        reread.start([waiting], answer)


def _answered(recipe: Recipe, doubt: Doubt, choice: str) -> Recipe:
    if doubt.about not in _FIELDS:
        return replace(recipe, answers={**recipe.answers, doubt.about: choice})
    fields: dict[str, Any] = {_FIELDS[doubt.about]: choice}
    return replace(recipe, **fields)


def _inert(sentence: Message) -> Message:
    """Return a sentence whose values from the file cannot be read as markdown."""
    values = {name: inert(v, 80) if isinstance(v, str) else v for name, v in sentence.places.items()}
    return sentence.filled(sentence.n, **values)
