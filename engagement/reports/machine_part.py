"""The machine-readable part of a report: its request, and every figure in the format of `metrics --json`."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final, NotRequired, TypedDict

import msgspec
import orjson

from engagement.locale import message
from engagement.locale.translator import translator
from engagement.metrics.findings import plain_values
from engagement.metrics.findings.standing_out import standing_out
from engagement.metrics.publishing.bundle_json import question_to_json
from engagement.metrics.sums.periods import as_date
from engagement.metrics.views.overview import overview_keys
from engagement.metrics.views.owners import OwnersView
from engagement.metrics.views.registry import DEFINITIONS, TABLES
from engagement.planning import goal_standing, review_lines
from engagement.planning.statements import Statement  # noqa: TC001 - msgspec reads it
from engagement.reports.report_request import FORM, ReportRequest, program_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.model import Question, View

#: The id of the `<script>` element that holds it.
ELEMENT: Final = "engagement-report"
#: Bytes of JSON for all tables together; the largest beyond that are replaced by row count and digest.
_MOST: Final = 700_000
#: The first and last day of a request, in days since 1970-01-01: the years 1900 to 2099.
_FIRST_DAY: Final = (dt.date(1900, 1, 1) - dt.date(1970, 1, 1)).days
_LAST_DAY: Final = (dt.date(2099, 12, 31) - dt.date(1970, 1, 1)).days
#: Significant digits to which two machines agree.
_DIGITS: Final = 6


class ReportError(ValueError):
    """A file is not a readable report. `sentence` is the reason, for people."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class _Finding(TypedDict):
    sentence: str


class _ReviewRecord(TypedDict):
    statements: list[Statement]
    sentences: list[str]


class _ReportRecord(TypedDict):
    """The keys that the JSON of every report has, whatever the request."""

    metrics: dict[str, dict[str, Any]]
    changes: dict[str, dict[str, Any]]
    findings: list[_Finding]
    tables: dict[str, list[dict[str, Any]]]
    digests: NotRequired[dict[str, dict[str, Any]]]
    review: NotRequired[_ReviewRecord]


@dataclass(frozen=True, slots=True)
class MachinePart:
    """The machine-readable part: the request, the version of the program, the report as JSON values."""

    request: ReportRequest
    version: str
    report: Mapping[str, Any]


def answered(view: View, request: ReportRequest) -> dict[str, Any]:
    """Return the report of a view as JSON values, in the format of `metrics --json`.

    Tables that are too large for a page are under `digests`, with their number of rows and a SHA-256.
    """
    if isinstance(view, OwnersView):
        report = plain_values.report(view, by=request.by, trends=request.trends)
    else:
        report = published(view, request.by)
    return _within_limits(narrowed(report, request)) | reviewed(view, request)


def reviewed(view: View, request: ReportRequest) -> dict[str, Any]:
    """Return `{"review": {"statements", "sentences"}}` as JSON values; empty where no review was requested.

    The first of the sentences is the heading.
    """
    full_review = None if request.review is None else review_lines.made_of(view, request.review)
    if full_review is None:
        return {}
    goals = goal_standing.statements_of(view, request.goals, request.segments, full_review.last_day)
    full_review = msgspec.structs.replace(full_review, statements=(*full_review.statements, *goals))
    edited = review_lines.edited(full_review, request.edits, in_the_house=request.whom == "us")
    struck = len(full_review.statements) - len(edited.statements)
    sentences = list(review_lines.lines(edited, view, translator(request.language), struck=struck))
    return {"review": {"statements": msgspec.to_builtins(edited.statements), "sentences": sentences}}


def narrowed(report: dict[str, Any], request: ReportRequest) -> dict[str, Any]:
    """Return a report with only the figures and tables that the request names; all where it names none."""
    if request.only is None:
        return report
    of_families = {
        name
        for name, family in TABLES.items()
        if any(request.holds(definition.metric.key) for definition in family.definitions)
    }

    def holds_table(table: str) -> bool:
        name = re.split("_by_|_trend$|_periods$", table, maxsplit=1)[0]
        return request.holds(table) or table in of_families or request.holds(name)

    return report | {
        "metrics": {key: item for key, item in report["metrics"].items() if request.holds(key)},
        "changes": {key: item for key, item in report["changes"].items() if request.holds(key)},
        "findings": [item for item in report["findings"] if request.holds(item["key"])],
        "tables": {name: rows for name, rows in report["tables"].items() if holds_table(name)},
        "locked": {},
    }


def sentences_of(report: Mapping[str, Any]) -> list[str]:
    """Return the heading and the sentences of a report's review; an empty list where it has none."""
    return list(report["review"]["sentences"]) if "review" in report else []


def published(view: View, by: str | None) -> dict[str, Any]:
    """Return the report of a published view in the format of `metrics --json`.

    `by` adds tables of that split.
    """
    keys = view.keys()
    windows = [days_of_key for key in keys if (days_of_key := view.reading(key).window) is not None]
    window = max(windows, key=lambda window: window.last_day, default=None)
    days = None if window is None else [as_date(d).isoformat() for d in (window.first_day, window.last_day)]
    tables = {
        name: plain_values.records(view.table(name))
        for name, family in TABLES.items()
        if any(definition.metric.key in keys for definition in family.definitions)
    }
    for key in keys:
        if by is not None and by in view.dimensions(key):
            tables[f"{key}_by_{by}"] = plain_values.records(view.breakdown(key, by))
    return {
        "as_of": None if days is None else days[1],
        "window": None if days is None else {"first_day": days[0], "last_day": days[1]},
        "metrics": {key: plain_values.reading_as_json(view.reading(key)) for key in keys},
        "changes": {key: plain_values.change_as_json(view.change(key)) for key in keys},
        "findings": [
            plain_values.finding_as_json(view, item) for item in standing_out(view, overview_keys(view))
        ],
        "tables": {name: rows for name, rows in tables.items() if rows},
        "locked": {},
    }


def _within_limits(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report whose largest tables are replaced by digests until the rest is within the limit."""
    sizes = {name: len(orjson.dumps(rows)) for name, rows in report["tables"].items()}
    digests = {}
    for name in sorted(sizes, key=lambda name: -sizes[name]):
        if sum(sizes.values()) <= _MOST:
            break
        rows = report["tables"][name]
        digests[name] = {"rows": len(rows), "sha256": hashlib.sha256(orjson.dumps(rounded(rows))).hexdigest()}
        del sizes[name]
    tables = {name: rows for name, rows in report["tables"].items() if name not in digests}
    return {**report, "tables": tables, "digests": digests}


def rounded(value: Any) -> Any:
    """Return JSON values with all floats rounded to the significant digits to which two machines agree."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value


def dumped(request: ReportRequest, report: Mapping[str, Any]) -> str:
    """Return the machine-readable part as JSON text in which `<`, `>` and `&` are escaped for HTML.

    In a report for others it has neither the shop's edits of sentences nor keys of withheld figures.
    """
    plain = msgspec.to_builtins(request)
    plain["question"] = question_to_json(request.question)
    if request.whom == "others":
        plain["edits"] = {}
        if request.only is not None:
            plain["only"] = [
                key for key in request.only if key not in DEFINITIONS or key in report["metrics"]
            ]
    document = {"form": FORM, "version": program_version(), "asked": plain, "report": report}
    text = orjson.dumps(document).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _Finder(HTMLParser):
    """Collects the text of the element with our id from a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("id") == ELEMENT

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts.append(data)


def _refuse_days_out_of_range(question: Question) -> None:
    """Raise ValueError for days outside the years 1900 to 2099, or a period longer than these."""
    compared = question.compare if isinstance(question.compare, tuple) else ()
    days = [day for day in (question.as_of, *compared) if day is not None]
    if any(not _FIRST_DAY <= day <= _LAST_DAY for day in days):
        raise ValueError("a day before 1900 or after 2099")
    if question.days is not None and not 1 <= question.days <= _LAST_DAY - _FIRST_DAY:
        raise ValueError("a number of days that no period has")


def read(page: str) -> MachinePart:
    """Return the machine-readable part of a page.

    Raises `ReportError` where it is missing or damaged, or was written by a newer version.
    """
    text = "".join(_Finder(page).texts)
    if not text:
        raise ReportError(message("This file is no report: its machine-readable part is missing."))
    try:
        part = orjson.loads(text)
        form, report = int(part["form"]), dict(part["report"])
        if form <= FORM:
            msgspec.convert(report, _ReportRecord)
            request = msgspec.convert(part["asked"], ReportRequest)
            _refuse_days_out_of_range(request.question)
            return MachinePart(request, str(part["version"]), report)
    except (orjson.JSONDecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError) as fault:
        raise ReportError(message("The machine-readable part of this report is damaged.")) from fault
    raise ReportError(message("This report was made by a newer version of the program."))
