from __future__ import annotations

from tests.sources.formats.survey_files import read, read_file


def test_submissions_keep_their_ids_and_dates():
    survey = read(
        "Submission ID,Respondent ID,Submitted at,¿Nos recomendarías?,¿Cuánto esfuerzo te costó?,País\n"
        "PgYbzQ,l0WyWk,2026-08-11 23:25:40,9,2,España\nPgYbzR,l0WyWl,2026-08-12 00:25:40,0,5,México\n"
    )
    assert (survey.format, survey.confidence) == ("tally", "exact")
    assert survey.kinds == {
        "¿Nos recomendarías?": "nps",
        "¿Cuánto esfuerzo te costó?": "effort",
        "País": "choice",
    }
    assert survey.of("¿Cuánto esfuerzo te costó?")["reversed"] is True
    assert survey.column("response_id")[0] == "PgYbzQ"
    assert survey.column("segment.country")[-1] == "MX"


def test_the_example(shared):
    survey = read_file(shared / "examples" / "surveys" / "tally.csv")
    assert survey.format == "tally"
    assert list(survey.kinds.values()) == ["nps", "comment"]
