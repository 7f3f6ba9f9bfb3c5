"""Which cases of a grid `make test` tries; `make gates` tries the others of the same promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterable

Case = TypeVar("Case")


def few(cases: Iterable[Case], *usual: Case) -> list[object]:
    """Return the cases for `parametrize`: all but the `usual` ones are gates.

    A case that is a tuple stands for several arguments. Raises `ValueError` where a usual case is none.
    """
    every = list(cases)
    unknown = [case for case in usual if case not in every]
    if unknown or not usual:
        raise ValueError(f"not among the cases: {unknown}")
    return [
        pytest.param(
            *(case if isinstance(case, tuple) else (case,)),
            marks=() if case in usual else pytest.mark.gate,
        )
        for case in every
    ]
