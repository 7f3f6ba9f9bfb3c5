"""Typeform, Results > Responses > Download (CSV or XLSX), and what its integrations write.

One row per submission: a 32-digit token under `#`, then the questions, then the dates in UTC and a
network id that marks the device. Several choices are one column per option (older) or one cell.
"""

from __future__ import annotations

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.surveys.respondents import Layout

FORMAT = survey_export(
    platform="Typeform",
    export="Results > Responses > Download",
    signature=(
        ("#", "submit date (utc)"),
        ("#", "network id"),
        ("start date (utc)", "submit date (utc)"),
        ("submitted at", "token"),
    ),
    layout=Layout(
        "typeform",
        response=("#", "Token", "Response ID"),
        submitted=("Submit Date (UTC)", "Submitted At", "Stage Date (UTC)", "Start Date (UTC)"),
        finished=("Submit Date (UTC)", "Submitted At"),
        hidden=("Network ID", "Response Type", "Tags", "Ending"),
    ),
)
