"""Tally, Submissions > Download CSV: one row per submission, the questions as asked.

Several choices are in one cell, separated by commas; some forms repeat them in one column per choice.
"""

from __future__ import annotations

from engagement.sources.formats.described.survey_export import survey_export
from engagement.sources.surveys.respondents import Layout

FORMAT = survey_export(
    platform="Tally",
    export="Submissions > Download CSV",
    signature=(("submission id", "respondent id", "submitted at"),),
    layout=Layout(
        "tally", response=("Submission ID",), submitted=("Submitted at",), hidden=("Respondent ID",)
    ),
)
