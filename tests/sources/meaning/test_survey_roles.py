from __future__ import annotations

import pytest

from engagement.sources.meaning.survey_roles import (
    is_asked,
    role_of_name,
    role_of_values,
    segment_of_question,
)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Respondent ID", "response"),
        ("#", "response"),
        ("Submitted at", "submitted"),
        ("Informazioni cronologiche", "submitted"),
        ("Email2", "email"),
        ("E-MAIL ", "email"),
        ("Correo electrónico", "email"),
        ("Contact information - Email Address", "email"),
        ("Telefono", "phone"),
        ("Mobile number", "phone"),
        ("Address line 2", "personal"),
        ("Zip/Post Code", "personal"),
        ("Name of the Onboarding Member", "personal"),
        ("customer_id", "customer"),
        ("Kundennummer", "customer"),
        ("Custom Data 1", "custom"),
        ("Imię i nazwisko", "personal"),
        ("What is your full name?", "personal"),
        ("Come ti chiami?", "personal"),
        ("Contact information - Name", "personal"),
        ("IP Address", "personal"),
        ("reviewer_name", "personal"),
        ("Date of birth", "personal"),
        ("Q1_NPS_GROUP", "hidden"),
        ("Q2 - Topics", "hidden"),
        ("utm_source", "hidden"),
        ("Country", "country"),
        ("Język", "language"),
        ("DistributionChannel", "channel"),
        ("Gender", "segment"),
    ],
)
def test_metadata_is_known_by_its_name(name, role):
    assert role_of_name(name) == role


@pytest.mark.parametrize(
    "name",
    [
        "How likely are you to recommend us?",
        "Please rate - Price",
        "Please rate our - Agent",
        "Perché?",
        "Rating2",
        "Which brand name do you know?",
        "",
    ],
)
def test_a_question_has_no_role(name):
    assert role_of_name(name) is None


@pytest.mark.parametrize(
    ("values", "role"),
    [
        (["ava@example.com", "bo@example.com"], "email"),
        (["203.0.113.5", "2001:db8::1:2:3"], "hidden"),
        (["https://shop.example.com/a?b=c"], "hidden"),
        (["068127e3d5e9ca5f5fac8e04fa692a9e"], "hidden"),
        (["2026-01-31", "1/2/2026 10:00 AM"], "hidden"),
        (["+39 06 1234567", "(020) 555-0199"], "phone"),
        (["5", "7", "10"], None),
        (["Lovely shop", "ask ava@example.com about it"], None),
    ],
)
def test_metadata_without_a_name_is_known_by_its_values(values, role):
    assert role_of_values(values, [1] * len(values)) == role


def test_what_a_tool_adds_was_not_asked():
    assert is_asked("Country")
    assert not is_asked("UserLanguage")


def test_a_question_may_ask_for_the_country():
    assert segment_of_question("In what country do you live?") == "country"
    assert segment_of_question("Do you like it?") is None


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("SatisfactionID", "hidden"),
        ("question_id", "hidden"),
        ("student_id", "customer"),
        ("Email ID", "email"),
        ("RecordedDate", "submitted"),
        ("Survey Taker: Created Date", "submitted"),
        ("Protocolo", "response"),
        ("Do you have your ID?", None),
        ("Covid", None),
        ("NPSScore", None),
    ],
)
def test_names_are_read_word_by_word(name, role):
    assert role_of_name(name) == role


def test_a_column_that_numbers_the_rows_is_no_question():
    numbers = [str(number) for number in range(1, 31)]
    assert role_of_values(numbers, [1] * 30) == "hidden"
    assert role_of_values(numbers[::-1], [1] * 30) == "hidden"
    assert role_of_values(numbers, [2] * 30) is None
    assert role_of_values(numbers[:11], [1] * 11) is None
    assert role_of_values([*numbers[15:], *numbers[:15]], [1] * 30) is None
