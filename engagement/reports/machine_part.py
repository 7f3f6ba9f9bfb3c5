"""The part of a report that a program reads: what was asked, and every figure as `metrics --json` says it."""

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
from engagement.planning import review_lines
from engagement.planning.statements import Statement  # noqa: TC001 - msgspec reads it
from engagement.reports.report_asked import FORM, ReportAsked, program_version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message
    from engagement.metrics.model import Question, View

#: The id of its element in the page.
ELEMENT: Final = "engagement-report"
#: Letters that the tables may take together; of what is larger only the number of rows and a digest is held.
_MOST: Final = 700_000
#: Days since 1970-01-01 that can be asked for: of the years 1900 to 2099.
_FIRST_DAY: Final = (dt.date(1900, 1, 1) - dt.date(1970, 1, 1)).days
_LAST_DAY: Final = (dt.date(2099, 12, 31) - dt.date(1970, 1, 1)).days
#: Digits that two computations on different machines agree in.
_DIGITS: Final = 6


class ReportError(ValueError):
    """A file is no report that can be read. Carries one clear sentence for a person."""

    def __init__(self, sentence: Message) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


class _Finding(TypedDict):
    sentence: str


class _ReviewRecord(TypedDict):
    statements: list[Statement]
    sentences: list[str]


class _PartAnswered(TypedDict):
    """What every report holds, whatever was asked."""

    metrics: dict[str, dict[str, Any]]
    changes: dict[str, dict[str, Any]]
    findings: list[_Finding]
    tables: dict[str, list[dict[str, Any]]]
    digests: NotRequired[dict[str, dict[str, Any]]]
    review: NotRequired[_ReviewRecord]


@dataclass(frozen=True, slots=True)
class MachinePart:
    """What was asked, by which version, and what was answered."""

    asked: ReportAsked
    version: str
    report: Mapping[str, Any]


def answered(view: View, asked: ReportAsked) -> dict[str, Any]:
    """Return what a view says, as `metrics --json` does; tables too large for a report as their digests."""
    if isinstance(view, OwnersView):
        report = plain_values.report(view, by=asked.by, trends=asked.trends)
    else:
        report = published(view, asked.by)
    return _within_limits(narrowed(report, asked)) | reviewed(view, asked)


def reviewed(view: View, asked: ReportAsked) -> dict[str, Any]:
    """Return the review that a report begins with: its statements, its heading and sentences."""
    all_of_it = None if asked.review is None else review_lines.made_of(view, asked.review)
    if all_of_it is None:
        return {}
    made = review_lines.edited(all_of_it, asked.edits, in_the_house=asked.whom == "us")
    struck = len(all_of_it.statements) - len(made.statements)
    sentences = list(review_lines.lines(made, view, translator(asked.language), struck=struck))
    return {"review": {"statements": msgspec.to_builtins(made.statements), "sentences": sentences}}


def narrowed(report: dict[str, Any], asked: ReportAsked) -> dict[str, Any]:
    """Return of what a view says the figures and tables that the report holds."""
    if asked.only is None:
        return report
    of_families = {
        name
        for name, family in TABLES.items()
        if any(asked.holds(definition.metric.key) for definition in family.definitions)
    }

    def held(table: str) -> bool:
        name = re.split("_by_|_trend$|_periods$", table, maxsplit=1)[0]
        return asked.holds(table) or table in of_families or asked.holds(name)

    return report | {
        "metrics": {key: one for key, one in report["metrics"].items() if asked.holds(key)},
        "changes": {key: one for key, one in report["changes"].items() if asked.holds(key)},
        "findings": [one for one in report["findings"] if asked.holds(one["key"])],
        "tables": {name: rows for name, rows in report["tables"].items() if held(name)},
        "locked": {},
    }


def sentences_of(report: Mapping[str, Any]) -> list[str]:
    """Return the heading and the sentences of the review of a report; none where it has no review."""
    return list(report["review"]["sentences"]) if "review" in report else []


def published(view: View, by: str | None) -> dict[str, Any]:
    """Return what a bundle says, in the same shape; `by` adds the tables of a split."""
    keys = view.keys()
    windows = [found for key in keys if (found := view.reading(key).window) is not None]
    window = max(windows, key=lambda one: one.last_day, default=None)
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
            plain_values.finding_as_json(view, one) for one in standing_out(view, overview_keys(view))
        ],
        "tables": {name: rows for name, rows in tables.items() if rows},
        "locked": {},
    }


def _within_limits(report: dict[str, Any]) -> dict[str, Any]:
    """Return a report of which the largest tables are told by their digests, until it is small enough."""
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
    """Return plain values with numbers to the digits that two computations agree in."""
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}")
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return [rounded(one) for one in value] if isinstance(value, list) else value


def dumped(asked: ReportAsked, report: Mapping[str, Any]) -> str:
    """Return the part as JSON that may stand inside a page: no mark of it can end an element.

    For others it names neither a figure that the report does not tell nor what the house made of sentences.
    """
    plain = msgspec.to_builtins(asked)
    plain["question"] = question_to_json(asked.question)
    if asked.whom == "others":
        plain["edits"] = {}
        if asked.only is not None:
            plain["only"] = [key for key in asked.only if key not in DEFINITIONS or key in report["metrics"]]
    whole = {"form": FORM, "version": program_version(), "asked": plain, "report": report}
    text = orjson.dumps(whole).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


class _Finder(HTMLParser):
    """Finds the text of our element in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "script" and dict(attrs).get("id") == ELEMENT

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found.append(data)


def _refuse_days_out_of_range(question: Question) -> None:
    """Raise ValueError for days that no calendar has."""
    compared = question.compare if isinstance(question.compare, tuple) else ()
    days = [day for day in (question.as_of, *compared) if day is not None]
    if any(not _FIRST_DAY <= day <= _LAST_DAY for day in days):
        raise ValueError("a day before 1900 or after 2099")
    if question.days is not None and not 1 <= question.days <= _LAST_DAY - _FIRST_DAY:
        raise ValueError("a number of days that no period has")


def read(page: str) -> MachinePart:
    """Return the machine-readable part of a page; `ReportError` where there is none that can be read."""
    text = "".join(_Finder(page).found)
    if not text:
        raise ReportError(message("This file is no report: its machine-readable part is missing."))
    try:
        whole = orjson.loads(text)
        form, said = int(whole["form"]), dict(whole["report"])
        if form <= FORM:
            msgspec.convert(said, _PartAnswered)
            asked = msgspec.convert(whole["asked"], ReportAsked)
            _refuse_days_out_of_range(asked.question)
            return MachinePart(asked, str(whole["version"]), said)
    except (orjson.JSONDecodeError, msgspec.ValidationError, KeyError, TypeError, ValueError) as fault:
        raise ReportError(message("The machine-readable part of this report is damaged.")) from fault
    raise ReportError(message("This report was made by a newer version of the program."))
