from __future__ import annotations

from tests.sources.formats.survey_files import read, read_file

NEW = """\
#,How likely are you to recommend {{field:shop}}?,How easy was it?,Which colours?,customer_id,plan,\
What should we improve?,Response Type,\
Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending
068127e3d5e9ca5f5fac8e04fa692a9e,10,7,Red / Blue,41,pro,"Nothing, really",completed,\
2026-04-03 09:05:14,,2026-04-03 09:05:40,d3560842b2,,Thanks
168127e3d5e9ca5f5fac8e04fa692a9f,2,3,Red,42,free,,started,2026-04-04 23:59:14,,,d3560842b3,,
"""


def test_the_token_is_the_id_and_the_submit_date_the_day():
    survey = read(NEW)
    assert (survey.format, survey.rows_in) == ("typeform", 2)
    first, last = survey.rows[0], survey.rows[-1]
    assert first["response_id"] == "068127e3d5e9ca5f5fac8e04fa692a9e"
    assert str(first["instant"]) == "2026-04-03 09:05:40"
    assert str(last["instant"]) == "2026-04-04 23:59:14"  # never submitted: when it was begun


def test_questions_are_recognised_and_placeholders_are_not_shown():
    assert read(NEW).kinds == {
        "How likely are you to recommend …?": "nps",
        "How easy was it?": "effort",
        "Which colours?": "choice",
        "plan": "choice",
        "What should we improve?": "comment",
    }


def test_hidden_fields_are_an_identity_or_a_segment():
    survey = read(NEW)
    assert len({row["customer_key"] for row in survey.rows} - {None}) == 2
    assert survey.column("segment.plan")[0] == "pro"


def test_the_older_export_with_one_column_per_option():
    survey = read(
        "#,Rate us,Red,Blue,Submitted At,Token\n"
        "a1,5,Red,,2021-01-05 10:00:00,x1\na2,4,Red,Blue,2021-01-06 10:00:00,x2\n"
        "a3,,,Blue,2021-01-07 10:00:00,x3\n"
    )
    assert survey.format == "typeform"
    assert survey.kinds == {"Rate us": "rating", "Red": "choice", "Blue": "choice"}
    assert survey.of("Blue")["answer"] == "Blue"


def test_the_example(shared):
    survey = read_file(shared / "examples" / "surveys" / "typeform.csv")
    assert survey.format == "typeform"
    assert list(survey.kinds.values()) == ["nps", "effort", "comment"]
