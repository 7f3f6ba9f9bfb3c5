"""A report against its exports: they are read anew, asked the same, and held against what it says."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from engagement.locale import Message, message
from engagement.metrics.findings.split_tables import dimensions
from engagement.metrics.views.open_files import in_shops, measure
from engagement.money.exchange_rates import rates_from_json
from engagement.reports.comparing import differences
from engagement.reports.machine_part import ELEMENT, ReportError, answered, read
from engagement.reports.report_asked import digest_of, program_version
from engagement.reports.report_files import as_read_by, make_html
from engagement.sources.importing.inspection import sorted_out
from engagement.sources.importing.sandbox import read_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from engagement.reports.report_asked import ReadFile

#: What differs between two pages that say the same: digits that nobody reads, in the part for programs.
_MACHINE: Final = re.compile(rf'<script[^>]*id="{ELEMENT}".*?</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found: a sentence for each difference, and how much was held against each other."""

    differences: Sequence[Message]
    figures: int
    tables: int


def verify(report: Path, exports: Sequence[Path]) -> Verified:
    """Hold a report against exports; `ReportError` where one of them cannot be read."""
    try:
        page = report.read_text("utf-8")
    except UnicodeDecodeError as fault:
        raise ReportError(
            message("This file is no report: only the page (.html) can be checked, it holds the figures.")
        ) from fault
    part = read(page)
    asked = part.asked
    ordered, found = _matched(asked.files, exports)
    imported, faults = sorted_out(read_files([(p, p.name) for p in ordered], key=secrets.token_bytes(32)))
    if faults:
        place, sentence = faults[0]
        raise ReportError(message("{name}: {sentence}", name=ordered[place].name, sentence=sentence))
    shops = {ordered[int(at)].name: name for at, name in asked.shops.items() if int(at) < len(ordered)}
    rates = None if asked.rates is None else rates_from_json(asked.rates)
    view = measure(in_shops(imported, shops), sales=asked.sales, rates=rates).ask(asked.question)
    if asked.whom == "us" and asked.by is not None and asked.by not in dimensions(view):
        found.append(message("The files have no {dimension} to split figures by.", dimension=asked.by))
        asked = replace(asked, by=None)
    seen = as_read_by(view, asked)
    now = answered(seen, asked)
    same = part.version == program_version() and not asked.weighed
    found += differences(*(_told(part.report, now) if asked.weighed else (part.report, now)), words=same)
    if not found and same:
        again = make_html(seen, asked, now)
        if _MACHINE.sub("", again) != _MACHINE.sub("", page.replace("\r\n", "\n")):
            found.append(_of_page(_MACHINE.sub("", page), _MACHINE.sub("", again)))
    return Verified(found, len(part.report["metrics"]), len(part.report["tables"]))


def _told(report: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return of a report that was weighed against a shop's links, and of the files, the figures it tells.

    What links told before decides what else it tells, and the files do not know that.
    """
    rest: dict[str, Any] = {"changes": {}, "findings": [], "tables": {}}
    metrics = {key: one for key, one in now["metrics"].items() if key in report["metrics"]}
    return {"metrics": report["metrics"], **rest}, {"metrics": metrics, **rest}


def _matched(files: Sequence[ReadFile], exports: Sequence[Path]) -> tuple[list[Path], list[Message]]:
    """Return the exports in the order of the report, and what is to say of their digests.

    A file is found by its digest, else by its name, else it is the next that is left.
    """
    digests = {path: digest_of(path) for path in exports}
    left = list(exports)
    chosen: dict[int, Path] = {}
    for fits in (
        lambda file, path: file.sha256 == digests[path],
        lambda file, path: bool(file.name) and file.name == path.name,
        lambda file, _path: not file.name,
    ):
        for at, file in enumerate(files):
            path = None if at in chosen else next((p for p in left if fits(file, p)), None)
            if path is not None:
                chosen[at] = path
                left.remove(path)
    said: list[Message] = []
    for at, file in enumerate(files):
        name = file.name or message("File {number}", number=at + 1)
        if at not in chosen:
            said.append(
                message(
                    "{name}, SHA-256 {digest}, of which the report was made, is not among the files.",
                    name=name, digest=file.sha256,
                )
            )  # fmt: skip
        elif digests[chosen[at]] != file.sha256:
            said.append(
                message(
                    "{name} is not the file that was read: SHA-256 {old} → {new}.",
                    name=chosen[at].name, old=file.sha256, new=digests[chosen[at]],
                )
            )  # fmt: skip
    said += [message("{name} was not read for the report.", name=path.name) for path in left]
    return [*(chosen[at] for at in sorted(chosen)), *left], said


def _of_page(page: str, again: str) -> Message:
    """Say where the page that people read is not what its figures make of it."""
    old, new = (re.sub(r"<[^>]*>", "\n", text).split("\n") for text in (page, again))
    pairs = ((a.strip(), b.strip()) for a, b in zip(old, new, strict=False))
    first = next(((a, b) for a, b in pairs if a != b), None)
    if first is None:
        return message("The page was changed after it was made: its markup is not what the program writes.")
    return message(
        "The page was changed after it was made: it says “{old}” where the files say “{new}”.",
        old=first[0][:120],
        new=first[1][:120],
    )
