from __future__ import annotations

from tests.sources.formats.survey_files import read, read_file

TWO_ROWS = """\
Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,\
How likely is it that you would recommend us?<br>,,Please rate:,,Which colours do you like?,,,Anything else?
,,,,,,,,,Response,Other (please specify),Delivery,Price,Red,Blue,Other (please specify),Open-Ended Response
118000000001,446,09/10/2026 07:48:07 AM,09/10/2026 08:09:25 AM,203.0.113.5,ava@example.com,Ava,Doe,C-1001,\
10,,Very satisfied,5,Red,Blue,,"Great, thanks"
118000000002,446,09/20/2026 07:48:07 AM,09/20/2026 08:09:25 AM,203.0.113.6,,,,C-1002,\
3,,Dissatisfied,2,,Blue,Teal,Slow
118000000003,446,09/21/2026 07:48:07 AM,09/21/2026 08:09:25 AM,203.0.113.7,,,,,,,,,,,,
118000000004,446,09/22/2026 01:00:00 PM,09/22/2026 01:05:00 PM,203.0.113.8,BEA@example.com,,,C-1004,\
9,,Satisfied,4,,,,
"""


def test_two_header_rows_become_one_wording_per_column():
    survey = read(TWO_ROWS)
    assert (survey.format, survey.confidence, survey.rows_in) == ("surveymonkey", "exact", 4)
    assert survey.kinds == {
        "How likely is it that you would recommend us?": "nps",
        "Please rate: - Delivery": "satisfaction",
        "Please rate: - Price": "rating",
        "Which colours do you like? - Red": "choice",
        "Which colours do you like? - Blue": "choice",
        "Which colours do you like? - Other (please specify)": "comment",
        "Anything else?": "comment",
    }


def test_lines_count_from_the_file_and_a_row_without_answers_is_set_aside():
    survey = read(TWO_ROWS)
    assert survey.of("Anything else?")["line"] == 3
    assert survey.reasons == [(5, "There is no answer in this row")]


def test_the_end_date_is_the_day_and_the_tools_id_the_response():
    answer = read(TWO_ROWS).rows[0]
    assert answer["response_id"] == "118000000001"
    assert str(answer["instant"]) == "2026-09-10 08:09:25"


def test_people_are_keys_and_neither_names_nor_addresses_reach_the_table():
    survey = read(TWO_ROWS)
    keys = {row["response_id"]: row["customer_key"] for row in survey.rows}
    assert len(set(keys.values())) == 3  # two addresses, and one customer id from the custom data
    text = str(survey.rows)
    assert not any(private in text for private in ("example.com", "203.0.113", "Doe", "C-1002", "'Ava"))


def test_an_option_to_tick_is_a_choice_with_its_text():
    survey = read(TWO_ROWS)
    assert survey.of("Which colours do you like? - Red")["answer"] == "Red"


def test_custom_data_that_repeats_is_a_segment():
    plans = TWO_ROWS.replace("C-1001", "Gold").replace("C-1002", "Basic").replace("C-1004", "Gold")
    survey = read(plans)
    assert survey.column("segment.Custom Data 1")[0] == "Gold"


def test_an_old_export_starts_with_a_blank_second_row():
    survey = read(
        "RespondentID,Do you like it?,How satisfied are you?,\n"
        ",Response,Delivery,Price\n"
        "4337954960,Yes,5,4\n4337954961,No,1,2\n4337954962,Yes,3,3\n"
    )
    assert survey.format == "surveymonkey"
    assert survey.rows_in == 3
    assert survey.kinds == {
        "Do you like it?": "choice",
        "How satisfied are you? - Delivery": "satisfaction",
        "How satisfied are you? - Price": "satisfaction",
    }


def test_a_blank_second_row_is_no_response():
    survey = read(
        "Respondent ID,Collector ID,Start Date,End Date,How satisfied are you?,Age\n,,,,,\n"
        "1001,C1,01/20/2024 10:00,01/20/2024 10:05,4,28\n1002,C1,01/21/2024 10:00,01/21/2024 10:05,3,35\n"
    )
    assert (survey.rows_in, survey.reasons) == (2, [])
    assert survey.kinds == {"How satisfied are you?": "satisfaction", "Age": "number"}


def test_a_block_of_contact_details_reaches_no_table():
    survey = read(
        "Respondent ID,Collector ID,Start Date,End Date,Contact information,,,,Rate us\n"
        ",,,,Name,ZIP/Postal Code,Email Address,Phone Number,Response\n"
        "1,C1,01/20/2024 10:00,01/20/2024 10:05,Ava Doe,00100,ava@example.com,+39 06 1234567,4\n"
        "2,C1,01/20/2024 10:00,01/20/2024 10:05,Bo Doe,00200,,+39 06 7654321,3\n"
    )
    assert survey.kinds == {"Rate us": "rating"}
    assert None not in survey.column("customer_key")
    assert survey.segments == []


def test_the_example_with_two_header_rows(shared):
    survey = read_file(shared / "examples" / "surveys" / "surveymonkey_two_header_rows.csv")
    assert survey.format == "surveymonkey"
    assert survey.scores("How likely is it that you would recommend us to a friend or colleague?") == [10, 3]
    assert survey.of("The company made it easy for me to handle my issue")["scale_high"] == 7
    assert survey.of("Anything else?")["comment"] == "Great, thanks"


def test_a_real_export_with_joined_headers(shared):
    survey = read_file(shared / "real" / "surveymonkey_thanksgiving_2015.csv")
    assert (survey.format, survey.rows_in, survey.reasons) == ("surveymonkey", 1058, [])
    assert set(survey.kinds.values()) == {"choice", "comment"}
    assert sum(row["question"] == "Do you celebrate Thanksgiving?" for row in survey.rows) == 1058
    pies = "Which type of pie is typically served at your Thanksgiving dinner? Please select all that apply."
    pumpkin = [row["answer"] for row in survey.rows if row["question"] == f"{pies} - Pumpkin"]
    assert pumpkin == ["Pumpkin"] * 729
    assert {"segment.Age", "segment.What is your gender", "segment.US Region"} <= set(survey.segments)
    assert survey.column("line") == sorted(survey.column("line"))


def test_a_blank_row_between_the_header_rows_makes_no_respondent_of_the_second():
    head, rest = TWO_ROWS.split("\n", 1)
    blank = "," * 18
    found, as_it_comes = read(f"{head}\n{blank}\n{rest}"), read(TWO_ROWS)
    assert found.kinds == as_it_comes.kinds
    assert found.rows_in == as_it_comes.rows_in
