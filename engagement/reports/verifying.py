"""Verification of a report: its exports are read anew, the report is computed anew, and both are compared."""

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
from engagement.reports.report_files import as_read_by, make_html
from engagement.reports.report_request import digest_of, program_version
from engagement.sources.importing.inspection import sorted_out
from engagement.sources.importing.sandbox import read_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from engagement.reports.report_request import ReadFile

#: The machine-readable part, which may differ between equal pages in digits beyond the tolerance.
_MACHINE: Final = re.compile(rf'<script[^>]*id="{ELEMENT}".*?</script>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Verification:
    """The result: a sentence for each difference, and how many figures and tables were compared.

    `unchecked` says why the text of the page was not compared; None where it was.
    """

    differences: Sequence[Message]
    figures: int
    tables: int
    unchecked: Message | None = None


def verify(report: Path, exports: Sequence[Path]) -> Verification:
    """Compare a report (.html) with the exports that it was made of.

    Raises `ReportError` where the report or an export cannot be read.
    """
    try:
        page = report.read_text("utf-8")
    except UnicodeDecodeError as fault:
        raise ReportError(
            message("This file is no report: only the page (.html) can be checked, it holds the figures.")
        ) from fault
    part = read(page)
    request = part.request
    ordered, differing = _matched(request.files, exports)
    imported, faults = sorted_out(read_files([(p, p.name) for p in ordered], key=secrets.token_bytes(32)))
    if faults:
        place, sentence = faults[0]
        raise ReportError(message("{name}: {sentence}", name=ordered[place].name, sentence=sentence))
    shops = {
        ordered[int(index)].name: name for index, name in request.shops.items() if int(index) < len(ordered)
    }
    rates = None if request.rates is None else rates_from_json(request.rates)
    view = measure(in_shops(imported, shops), sales=request.sales, rates=rates).ask(request.question)
    if request.whom == "us" and request.by is not None and request.by not in dimensions(view):
        differing.append(message("The files have no {dimension} to split figures by.", dimension=request.by))
        request = replace(request, by=None)
    reader_view = as_read_by(view, request)
    now = answered(reader_view, request)
    same = part.version == program_version() and not request.weighed
    then, now_compared = _figures_of_both(part.report, now) if request.weighed else (part.report, now)
    changed = list(differences(then, now_compared, words=same))
    if differing and not changed:
        differing.append(
            message(
                "No figure uses what differs: {figures} figures and {tables} tables are equal.",
                figures=len(then["metrics"]),
                tables=len(then["tables"]),
            )
        )
    differing += changed
    if not differing and same:
        remade = make_html(reader_view, request, now)
        if _MACHINE.sub("", remade) != _MACHINE.sub("", page.replace("\r\n", "\n")):
            differing.append(_of_page(_MACHINE.sub("", page), _MACHINE.sub("", remade)))
    compared = len(part.report["metrics"]), len(part.report["tables"])
    return Verification(differing, *compared, None if same else _unchecked(part.version))


def _unchecked(made_by: str) -> Message:
    """Return why the text of a page was not compared: of another version, or of what files do not hold."""
    if made_by != program_version():
        return message(
            "The text of the page was not compared, only its figures: version {old} made it, this is {new}.",
            old=made_by,
            new=program_version(),
        )
    return message(
        "The text of the page was not compared, only its figures: what the shop's links say decides it, too."
    )


def _figures_of_both(
    report: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return the old and the new report with only the figures that the old one has.

    It is for a report that was weighed against a shop's links: what these published before decides what else
    it has, and that cannot be computed from files.
    """
    empty: dict[str, Any] = {"changes": {}, "findings": [], "tables": {}}
    metrics = {key: figure for key, figure in now["metrics"].items() if key in report["metrics"]}
    return {"metrics": report["metrics"], **empty}, {"metrics": metrics, **empty}


def _matched(files: Sequence[ReadFile], exports: Sequence[Path]) -> tuple[list[Path], list[Message]]:
    """Return the exports in the order of the report's files, and a sentence for each mismatch.

    A file is matched by its digest, else by its name, else (in a report without names) by its place.
    """
    digests = {path: digest_of(path) for path in exports}
    remaining = list(exports)
    matches: dict[int, Path] = {}
    for fits in (
        lambda file, path: file.sha256 == digests[path],
        lambda file, path: bool(file.name) and file.name == path.name,
        lambda file, _path: not file.name,
    ):
        for index, file in enumerate(files):
            path = None if index in matches else next((p for p in remaining if fits(file, p)), None)
            if path is not None:
                matches[index] = path
                remaining.remove(path)
    sentences: list[Message] = []
    for index, file in enumerate(files):
        name = file.name or message("File {number}", number=index + 1)
        if index not in matches:
            sentences.append(
                message(
                    "{name}, SHA-256 {digest}, of which the report was made, is not among the files.",
                    name=name, digest=file.sha256,
                )
            )  # fmt: skip
        elif digests[matches[index]] != file.sha256:
            sentences.append(
                message(
                    "{name} is not the file that was read: SHA-256 {old} → {new}.",
                    name=matches[index].name, old=file.sha256, new=digests[matches[index]],
                )
            )  # fmt: skip
    sentences += [message("{name} was not read for the report.", name=path.name) for path in remaining]
    return [*(matches[number] for number in sorted(matches)), *remaining], sentences


def _of_page(page: str, recomputed: str) -> Message:
    """Return a sentence with the first text that differs between a page and the page computed anew."""
    old, new = (re.sub(r"<[^>]*>", "\n", text).split("\n") for text in (page, recomputed))
    pairs = ((a.strip(), b.strip()) for a, b in zip(old, new, strict=False))
    first = next(((a, b) for a, b in pairs if a != b), None)
    if first is None:
        return message("The page was changed after it was made: its markup is not what the program writes.")
    return message(
        "The page was changed after it was made: it says “{old}” where the files say “{new}”.",
        old=first[0][:120],
        new=first[1][:120],
    )
