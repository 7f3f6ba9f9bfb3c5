from __future__ import annotations

import pytest

from tests.sources.formats.survey_files import read, read_file

NAMES = (
    "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,RecipientEmail,"
    "ExternalReference,DistributionChannel,UserLanguage,Q1_NPS_GROUP,Q1,Q2,Q2 - Topics"
)
LABELS = (
    "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Aktueller Stand,Beendet,Erfassungsdatum,Antwort-ID,"
    "E-Mail des Empfängers,Externe Datenreferenz,Verteilungskanal,Benutzersprache,"
    "Würden Sie uns weiterempfehlen? - Group,Würden Sie uns weiterempfehlen?,Warum?,Q2 - Topics"
)
IDS = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in NAMES.split(","))
ROWS = (
    "2026-07-18 08:28:09,2026-07-18 08:28:48,IP Address,203.0.113.1,100,True,2026-07-18 08:28:50,R_1,"
    "ava@example.com,77,email,DE,Promoter,10,Gut,Service\n"
    "2026-07-19 08:28:09,2026-07-19 08:28:48,Survey Preview,,100,True,2026-07-19 08:28:50,R_2,,,preview,EN,"
    "Detractor,0,test,\n"
    "2026-07-20 08:28:09,2026-07-20 08:28:48,IP Address,203.0.113.2,40,False,2026-07-21 08:28:50,R_3,,78,"
    "anonymous,EN,Passive,8,,\n"
)
THREE = f"{NAMES}\n{LABELS}\n{IDS}\n{ROWS}"


def test_three_header_rows_are_one_header():
    survey = read(THREE)
    assert (survey.format, survey.confidence, survey.rows_in) == ("qualtrics", "exact", 3)
    assert survey.kinds == {
        "Würden Sie uns weiterempfehlen?": "nps",
        "Warum?": "comment",
    }
    assert survey.rows[0]["line"] == 4


def test_a_preview_is_set_aside_by_name():
    assert read(THREE).reasons == [(5, "This response is a preview or a test of the survey")]


def test_a_preview_by_number_is_set_aside_and_codes_are_doubted():
    codes = (
        THREE.replace("IP Address,", "0,")
        .replace("Survey Preview,", "1,")
        .replace(",preview,", ",anonymous,")
    )
    survey = read(codes)
    assert [line for line, _ in survey.reasons] == [5]
    assert any("codes" in warning for warning in survey.warnings)


def test_an_unfinished_response_is_kept_and_told():
    survey = read(THREE)
    assert "R_3" in survey.column("response_id")
    assert any("1 response is unfinished" in warning for warning in survey.warnings)


def test_the_recorded_date_is_the_day():
    assert str(read(THREE).rows[-1]["instant"]) == "2026-07-21 08:28:50"


def test_language_and_channel_are_segments_with_their_common_names():
    survey = read(THREE)
    assert survey.segments == ["segment.channel", "segment.language"]
    assert survey.column("segment.language") == ["DE", "DE", "EN"]


def test_the_legacy_export_has_two_header_rows():
    v = ",".join(f"V{i}" for i in range(1, 11))
    survey = read(
        f"{v},Q1,Q2,LocationLatitude,LocationLongitude,LocationAccuracy\n"
        "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,"
        "StartDate,EndDate,Finished,"
        "How likely are you to recommend us?,Why?,LocationLatitude,LocationLongitude,LocationAccuracy\n"
        "R_a1,Default Response Set,Ava,,ava@example.com,203.0.113.9,0,"
        "2015-01-02 10:00:00,2015-01-02 10:05:00,1,9,Nice,47.11,7.23,-1\n"
        "R_a2,Default Response Set,Bo,,bo@example.com,203.0.113.9,0,"
        "2015-01-03 10:00:00,2015-01-03 10:05:00,1,0,Slow,47.12,7.24,-1\n"
    )
    assert (survey.format, survey.rows_in) == ("qualtrics", 2)
    assert survey.kinds == {"How likely are you to recommend us?": "nps", "Why?": "comment"}
    assert survey.rows[0]["response_id"] == "R_a1"
    assert str(survey.rows[0]["instant"]) == "2015-01-02 10:05:00"
    assert None not in survey.column("customer_key")


def test_a_file_whose_extra_header_rows_are_gone_is_read_as_it_is():
    survey = read(f"{NAMES}\n{ROWS}")
    assert survey.rows_in == 3
    assert set(survey.kinds) == {"Q1", "Q2"}
    assert survey.kinds["Q1"] == "nps"  # its groups stand beside it


def test_the_example(shared):
    survey = read_file(shared / "examples" / "surveys" / "qualtrics_three_rows_nps.csv")
    assert survey.kinds == {"How likely are you to recommend us?": "nps", "Why?": "comment"}
    assert len(survey.reasons) == 1


def test_a_real_export_with_german_labels(shared):
    survey = read_file(shared / "real" / "qualtrics_three_header_rows_de.csv")
    assert (survey.format, survey.rows_in, survey.reasons) == ("qualtrics", 1, [])
    assert set(survey.kinds) == {"This is a multiple choice question.", "This is a free text question."}
    assert survey.of("This is a free text question.")["comment"] == "Hello World!"
    assert "130.92" not in str(survey.rows)


@pytest.mark.parametrize("padded", [" {} ", "{}"])
@pytest.mark.parametrize("between", ["", ",,\n\n"])
def test_blanks_round_and_between_the_header_rows_change_nothing(padded, between):
    rows = (
        ("RecordedDate", "ResponseId", "Q1"),
        ("Recorded Date", "Response ID", "Would you recommend us? (0-10)"),
        *((f"2026-05-{n:02} 10:00:00", f"R_{n}", str(n % 11)) for n in range(1, 15)),
    )
    lines = [",".join(padded.format(cell) for cell in row) for row in rows]
    lines.insert(2, ",".join('"' + padded.format('{""ImportId"":""' + name + '""}') + '"' for name in "abc"))
    survey = read(f"\n{between}".join(lines))
    assert survey.kinds == {"Would you recommend us? (0-10)": "nps"}
    assert len(survey.rows) == 14
    assert None not in survey.column("instant")
