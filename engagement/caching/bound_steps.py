"""A cache of the result columns of query steps, so that DuckDB binds each kind of step only once.

After each step, DuckDB's relations ask its binder for the resulting columns, using empty stand-ins for the
tables that the step reads. A figure has 20 to 70 steps, so below a million orders this took most of its
time. The answer depends only on the statement, and most statements recur: for the next period, the next
group, the next visitor. Names that DuckDB and narwhals generate anew each time are matched by position, and
those in the answer are replaced.

Statements that read anything other than stand-ins (a file, a registered table, values) are always bound
again.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The most cached statements, least recently used first to go; each is about 2 kB of text.
_MOST_ENTRIES: Final = 8192
#: A generated name: `unnamed_relation_d8a535d2e8b56261`, `row_index_0b6e5d6379680d`.
_MADE_UP: Final = re.compile(r"(?<=[a-z_])[0-9a-f]{14,16}(?=\")")
#: The source of a query: a stand-in, or a query in brackets with its own source.
_READ: Final = re.compile(r"\b(?:FROM|JOIN)\s+(?!\"__duckdb_in\d+\"|\()", re.IGNORECASE)
_STAND_IN: Final = '"__duckdb_in'


class BoundSteps:
    """The results of `bind` by statement; safe to use from several threads."""

    def __init__(self, bind: Callable[..., Any], limit: int = _MOST_ENTRIES) -> None:
        self._bind = bind
        self._kept = limit
        self._answers: OrderedDict[str, Any] = OrderedDict()
        self._lock = threading.Lock()

    def bind(
        self,
        con: object,
        sql: Any,
        capture: bool = False,  # noqa: FBT001, FBT002 - as DuckDB calls it
        values: Any = None,
    ) -> Any:
        """Return the result of DuckDB's `bind` for a statement's columns; raises the same errors."""
        if not isinstance(sql, str) or values is not None or _STAND_IN not in sql or _READ.search(sql):
            return self._bind(con, sql, capture=capture, values=values)
        made_up: dict[str, str] = {}
        key = _MADE_UP.sub(lambda name: made_up.setdefault(name[0], f"\0{len(made_up)}\0"), sql)
        with self._lock:
            bound = self._answers.get(key)
            if bound is not None:
                self._answers.move_to_end(key)
        if bound is None:
            return self._bound(con, sql, capture=capture, key=key, made_up=made_up)
        return bound._replace(names=_renamed(bound.names, {place: name for name, place in made_up.items()}))

    def _bound(self, con: object, sql: str, *, capture: bool, key: str, made_up: dict[str, str]) -> Any:
        answer = self._bind(con, sql, capture=capture)
        if answer.captured or answer.parameters or answer.writes:
            return answer
        with self._lock:
            self._answers[key] = answer._replace(names=_renamed(answer.names, made_up))
            while len(self._answers) > self._kept:
                self._answers.popitem(last=False)
        return answer


def _renamed(names: Sequence[str], new_parts: Mapping[str, str]) -> list[str]:
    """Return names with one part replaced; the list is new, because its reader may change it."""
    for old, new in new_parts.items():
        names = [name.replace(old, new) for name in names]
    return list(names)
