"""`python -m engagement.app.assistants.start_mcp OPTIONS`, which `engagement mcp` runs.

OPTIONS is `AssistantOptions` as JSON.
"""

from __future__ import annotations

import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from engagement.dialogue.assisting import AssistantOptions
from engagement.locale import message

if TYPE_CHECKING:
    from engagement.app.assistants.sources import Source

_REFUSED: Final = 2


def main() -> int:
    """Serve until the input ends and return 0; print a sentence and return 2 where that is not possible."""
    from engagement.app.assistants.mcp_server import serve  # noqa: PLC0415 - takes seconds to load
    from engagement.store import StoreError  # noqa: PLC0415

    options = msgspec.json.decode(sys.argv[1], type=AssistantOptions)
    try:
        source = _files(options) if options.files else _shop(options)
    except StoreError as refused:
        sys.stderr.write(f"{refused}\n")
        return _REFUSED
    if source is None:
        return _REFUSED
    serve(source)
    return 0


def _files(options: AssistantOptions) -> Source | None:
    """Return the source of files, printing why a file cannot be read; None where none can be."""
    from engagement.app.assistants.sources import OfFiles  # noqa: PLC0415
    from engagement.metrics.views.open_files import measure  # noqa: PLC0415
    from engagement.sources.importing.inspection import sorted_out  # noqa: PLC0415
    from engagement.sources.importing.sandbox import read_files  # noqa: PLC0415

    files = [(Path(file), Path(file).name) for file in options.files]
    imported, faults = sorted_out(read_files(files, key=secrets.token_bytes(32)))
    text = "; ".join(f"{files[place][1]}: {sentence}" for place, sentence in faults)
    if text:
        sys.stderr.write(f"{text}\n")
    return OfFiles(measure(imported), published=options.aggregates) if imported else None


def _shop(options: AssistantOptions) -> Source | None:
    """Return the source of a shop; print a sentence and return None where there is none of that name."""
    from engagement.app.assistants.sources import OfPublishedShop, OfShop  # noqa: PLC0415
    from engagement.app.workspaces.open_workspaces import DEMO, workspace  # noqa: PLC0415
    from engagement.store import workspaces  # noqa: PLC0415

    shops = workspaces(Path(options.data_dir))
    if options.shop not in {*shops, DEMO}:
        unknown_shop = message(
            "There is no shop {name}; there are: {known}.", name=options.shop, known=", ".join(shops)
        )
        none = message("There are no data in {folder}.", folder=options.data_dir)
        sys.stderr.write(f"{unknown_shop if shops else none}\n")
        return None
    source_type = OfPublishedShop if options.aggregates else OfShop
    return source_type(workspace(options.shop), options.address)


if __name__ == "__main__":
    sys.exit(main())
