from __future__ import annotations

import pytest

from tests.sources.formats.survey_files import read, read_file


@pytest.mark.parametrize(
    "head",
    [
        "ID,Start time,Completion time,Email,Name",
        "Id,Start time,Completion time,Email,Name,Last modified time",
        "ID,Ora di inizio,Ora di completamento,Posta elettronica,Nome",
        "ID,Hora de inicio,Hora de finalización,Correo electrónico,Nombre",
        "Identyfikator,Godzina rozpoczęcia,Godzina ukończenia,Adres e-mail,Nazwa",
        "ID,Startzeit,Fertigstellungszeit,E-Mail,Name",
    ],
)
def test_the_fixed_columns_of_each_language_are_no_questions(head):
    blank = "," * (head.count(",") - 4)
    survey = read(
        f"{head},NPS\u00a0,Rating,Rating2\n"
        f"1,8/20/26 12:51:45,8/20/26 12:54:25,anonymous,{blank},9,Excellent,Very likely\n"
        f"2,8/21/26 12:51:45,8/21/26 12:54:25,anonymous,{blank},2,Poor,Not at all likely\n"
    )
    assert (survey.format, survey.confidence) == ("microsoft_forms", "exact")
    assert survey.kinds == {"NPS": "nps", "Rating": "rating", "Rating2": "rating"}
    assert set(survey.column("customer_key")) == {None}
    assert str(survey.rows[0]["instant"]) == "2026-08-20 12:54:25"


def test_a_signed_in_address_is_a_key_and_the_points_of_a_quiz_are_no_answers():
    survey = read(
        "ID,Start time,Completion time,Email,Name,Total points,Quiz feedback,Colour?,Points - Colour?,"
        "Feedback - Colour?,Email2\n"
        "1,8/20/26 12:51:45,8/20/26 12:54:25,ava@example.com,Ava Doe,5,,Red,1,,a@example.com\n"
        "2,8/20/26 13:51:45,8/20/26 13:54:25,bo@example.com,Bo Doe,3,,Red,0,,b@example.com\n"
    )
    assert survey.kinds == {"Colour?": "choice"}
    assert None not in survey.column("customer_key")
    assert "Doe" not in str(survey.rows)


def test_the_example(shared):
    survey = read_file(shared / "examples" / "surveys" / "microsoft_forms.csv")
    assert survey.format == "microsoft_forms"
    assert survey.kinds == {
        "How likely are you to recommend us?": "nps",
        "Rating": "rating",
        "Rating2": "rating",
        "Comments": "comment",
    }
