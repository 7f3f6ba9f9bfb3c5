"""What was found about a column, and by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: By what a column was found: its whole name is known, or its name without brackets, or a name is a part of
#: it, or it has the stems of a role's words; its name stands for the role only where nothing better does; or
#: its values can be nothing else, whatever its name.
By = Literal["name", "bare name", "part of the name", "stems", "last resort", "values"]


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """One column that may have a role, and by what that was found."""

    role: str
    column: str
    by: By
