"""The endpoints of the API that read: path, parameters, and the function that answers.

They are the tools of assistants, one path each, and all figures at once. A parameter is a field of the
tool's arguments; `filter=country=IT`, which may be given several times, is one of its filters.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - the type of a field
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engagement.app.api.all_figures import AllFigures, all_figures
from engagement.app.api.json_answers import Declined, words
from engagement.app.assistants.tools import TOOLS, Arguments, Tool
from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.app.assistants.sources import Source

PREFIX: Final = "/api/"
#: The parameter for the field `filters`.
FILTER: Final = "filter"
_FILTERS: Final = "filters"
#: Assistants' tools that have another name here.
_NAMES: Final = {"list_figures": "figures"}


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint: its path, a summary, the type of its parameters, and the function that answers."""

    path: str
    summary: str
    arguments: type[Arguments]
    answer: Callable[[Source, Any], dict[str, Any]]

    def call(self, source: Source, parameters: Sequence[tuple[str, str]]) -> dict[str, Any]:
        """Return the answer to parameters (name, value) as JSON values. Raises `Declined` for a wrong one."""
        try:
            arguments = msgspec.convert(_fields(parameters), self.arguments, strict=False)
        except msgspec.ValidationError as fault:
            sentence = message(
                "The parameters of {path} are wrong: {fault}.", path=self.path, fault=words(fault)
            )
            raise Declined(400, sentence) from fault
        return self.answer(source, arguments)


def _endpoint_of(tool: Tool) -> Endpoint:
    return Endpoint(PREFIX + _NAMES.get(tool.name, tool.name), tool.description, tool.arguments, tool.answer)


ENDPOINTS: Final = (
    *map(_endpoint_of, TOOLS),
    Endpoint(
        f"{PREFIX}metrics",
        "Read all figures, changes, findings and tables at once, as `engagement metrics --json` prints them.",
        AllFigures,
        all_figures,
    ),
)
BY_PATH: Final = {endpoint.path: endpoint for endpoint in ENDPOINTS}


def _fields(parameters: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return parameters as fields of arguments. Raises `Declined` for one that is repeated."""
    fields: dict[str, Any] = {}
    for name, value in parameters:
        if name == FILTER:
            dimension, equals, kept_value = value.partition("=")
            if not equals or not dimension:
                raise Declined(
                    400,
                    message("{given} is not a dimension and its value like country=IT.", given=words(value)),
                )
            fields.setdefault(_FILTERS, {}).setdefault(dimension, []).append(kept_value)
        elif name == _FILTERS or name in fields:
            raise Declined(400, message("The parameter {name} is given twice or unknown.", name=words(name)))
        else:
            fields[name] = value
    return fields
