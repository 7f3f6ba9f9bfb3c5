"""A person's answers about files of one shape, stored for the next file of that shape.

A recipe replaces the guesses of a generic reading. For an exactly
recognised platform it only does so if it was given to correct that platform's reading; otherwise it only
gives hints (day or month first, decimal sign, currency, network), as does a recipe that names no columns.
The account of the import says where a recipe was used.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping  # noqa: TC003 - msgspec reads it
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

import msgspec

from engagement.locale import message
from engagement.sources.meaning.asked_roles import ROLES
from engagement.sources.model.account import ExportKind  # noqa: TC001 - msgspec reads it
from engagement.sources.model.hints import Hints, StatedQuestion  # noqa: TC001 - msgspec reads it
from engagement.sources.model.raw_table import SourceError
from engagement.sources.recognition import platform, unsupported
from engagement.sources.text.column_names import normalise
from engagement.sources.values.texts import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.sources.formats.format import Format
    from engagement.sources.model.account import Confidence
    from engagement.sources.model.raw_table import RawTable

#: Roles whose values are hashed; those of all others may be kept as they are.
HASHED: Final = frozenset({"email", "customer", "phone", "member_id"})
_LOOKED_AT: Final = 1_000
#: The format of each kind that reads by roles.
_READERS: Final[Mapping[ExportKind, str]] = {
    "orders": "generic_orders",
    "surveys": "generic_survey",
    "social": "generic_social",
    "email": "generic_email",
    "web": "generic_web",
    "loyalty": "generic_members",
    "costs": "generic_costs",
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """A person's answers about how files of one shape are read.

    `roles` names the column of each role (`asked_roles.ROLES`), `questions` the questions of a survey's
    columns, `answers` those to doubts without a field of their own. `file` and `day` (days since
    1970-01-01) say for which file, and when, it was given. `overrules`: it was given for a table that a
    platform's format recognises, and overrules that.
    """

    shape: str
    kind: ExportKind
    roles: Mapping[str, str]
    date_order: Literal["day", "month"] | None = None
    decimal: Literal[".", ","] | None = None
    currency: str | None = None
    network: str | None = None
    questions: Mapping[str, StatedQuestion] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    day: int = 0
    overrules: bool = False

    @property
    def hints_only(self) -> bool:
        """Return whether the recipe only states how values are written, not what columns mean."""
        return not self.roles and not self.questions


def shape(raw: RawTable, file_format: Format | None = None) -> str:
    """Return a digest of the table's normalised column names, whatever their order.

    Columns beyond the header are ignored, because they come from damaged rows. `file_format` may distinguish
    tables with the same columns (`Format.apart`).
    """
    named = raw.columns[: len(raw.columns) - raw.overflow]
    names = sorted({normalise(name) for name in named})
    if file_format is not None and file_format.apart is not None:
        names.append(file_format.apart(raw))
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()[:32]


def decide(
    raw: RawTable, hints: Hints, recipes: Sequence[Recipe]
) -> tuple[Format, Confidence, Hints, tuple[Message, ...]]:
    """Return how to read `raw`: the format, the confidence, the answers, and the sentences about it.

    Raises `UnknownFormat` if neither a format nor a recipe recognises the table, `SourceError` if it is
    recognised as unsupported, or the recipe lacks a required role.
    """
    recognised = platform.recognise(raw)
    recipe = (
        next((r for r in recipes if r.shape == shape(raw, recognised and recognised[0])), None)
        if recipes
        else None
    )
    sure = recognised is not None and recognised[1] == "exact"
    if recipe is None or recipe.hints_only or (sure and not recipe.overrules):
        sentence = unsupported.sentence_if_unsupported(raw, recognised)
        if sentence is not None:
            raise SourceError(sentence)
        file_format, confidence = recognised or platform.choose(raw)
        merged = hints if recipe is None else _with_hints(recipe, hints)
        sentences = (_sentence(recipe),) if recipe is not None and merged != hints else ()
        return file_format, confidence, merged, sentences
    names = {normalise(name): name for name in reversed(raw.columns)}
    hints_from_recipe = replace(
        _with_hints(recipe, hints),
        roles=_safe_roles(raw, names, recipe),
        questions={names.get(normalise(name), name): question for name, question in recipe.questions.items()},
    )
    _refuse_without_needed(recipe.kind, hints_from_recipe)
    return generic_format(recipe.kind), "asked", hints_from_recipe, (_sentence(recipe),)


def generic_format(kind: ExportKind) -> Format:
    """Return the format that reads any table of a kind by roles."""
    return next(f for f in platform.discover() if f.key == _READERS[kind])


def recipe_to_json(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as plain JSON values; `recipe_from_json` restores it."""
    plain: dict[str, Any] = msgspec.to_builtins(recipe)
    return plain


def recipe_from_json(plain: Mapping[str, Any]) -> Recipe:
    """Return the recipe with these plain JSON values, as made by `recipe_to_json`."""
    return msgspec.convert(plain, Recipe)


def holds_addresses(raw: RawTable, column: str) -> bool:
    """Return whether more than a fifth of a column's first cells contain e-mail addresses."""
    cells = raw.data.column(raw.columns.index(column)).slice(0, _LOOKED_AT).drop_null().to_pylist()
    return sum("@" in clean(cell).strip("@") for cell in cells) * 5 > len(cells)


def _refuse_without_needed(kind: ExportKind, hints: Hints) -> None:
    for role in ROLES[kind]:
        if role.needed and role.key not in (hints.roles or {}):
            raise SourceError(message("Say which column holds this: {role}", role=role.label))


def _with_hints(recipe: Recipe, hints: Hints) -> Hints:
    """Merge the hints for this file with the recipe for files of its shape; the file's own hints win."""
    return replace(
        hints,
        date_order=hints.date_order or recipe.date_order,
        decimal=hints.decimal or recipe.decimal,
        currency=hints.currency or recipe.currency,
        network=hints.network or recipe.network,
        answers={**recipe.answers, **hints.answers},
    )


def _safe_roles(raw: RawTable, names: Mapping[str, str], recipe: Recipe) -> dict[str, str]:
    """Return the columns by role, with this file's `names`, without any that would store plain addresses."""
    own_roles = {role: names.get(normalise(column)) for role, column in recipe.roles.items()}
    return {
        role: column
        for role, column in own_roles.items()
        if column is not None and (role in HASHED or not holds_addresses(raw, column))
    }


def _sentence(recipe: Recipe) -> Message:
    day = date(1970, 1, 1) + timedelta(days=recipe.day)
    return message("Read by what you said on {day} about files of this shape", day=day)
