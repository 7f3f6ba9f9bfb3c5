from __future__ import annotations

import pytest

from tests.sources.formats.survey_files import read

CODES = (
    '"id","submitdate","lastpage","startlanguage","seed","startdate","datestamp","ipaddr","G01Q01","NPS",'
    '"G02Q01[SQ001]","G03Q01"\n'
    '"28","2026-03-17 21:19:03","3","de","339942976","2026-03-17 20:47:30","2026-03-17 21:19:03",'
    '"203.0.113.9","A1","9","4","Very good, thanks a lot"\n'
    '"32","","1","de","743934983","2026-03-18 09:14:45","2026-03-18 09:38:57","203.0.113.9","A2","","",""\n'
    '"33","2026-03-19 10:21:13","3","de","176364828","2026-03-19 09:39:35","2026-03-19 10:21:13",'
    '"203.0.113.9","A1","3","2","It took far too long"\n'
)


def test_codes_as_headings():
    survey = read(CODES, "results-survey123456.csv")
    assert (survey.format, survey.confidence, survey.rows_in) == ("limesurvey", "exact", 3)
    assert survey.kinds == {
        "G01Q01": "choice",
        "NPS": "nps",
        "G02Q01[SQ001]": "rating",
        "G03Q01": "comment",
    }
    assert survey.scores("NPS") == [9, 3]
    assert survey.rows[0]["response_id"] == "28"


def test_a_response_that_was_never_sent_off_is_kept_and_told():
    survey = read(CODES)
    assert "1 response is unfinished; what was answered counts" in survey.warnings
    instants = {row["response_id"]: str(row["instant"]) for row in survey.rows}
    assert instants == {
        "28": "2026-03-17 21:19:03",
        "32": "2026-03-18 09:38:57",
        "33": "2026-03-19 10:21:13",
    }


@pytest.mark.parametrize(
    "own",
    [
        "Response ID;Date submitted;Last page;Start language;Seed",
        "Antwort ID;Datum Abgeschickt;Letzte Seite;Start-Sprache;Zufallsstartwert",
        "ID odpowiedzi;Data zakończenia;Ostatnia strona;Język początkowy;Ziarno",
        "ID de respuesta;Fecha de envío;Última página;Lenguaje inicial;Semilla",
        "ID de la réponse;Date de soumission;Dernière page;Langue de départ;Tête de série",
    ],
)
def test_full_texts_as_headings_in_the_language_of_the_export(own):
    survey = read(
        f"{own};How likely are you to recommend us?;How satisfied are you? [Price]\n"
        "1;2026-03-01 10:00:00;3;en;123456;9;Very satisfied\n"
        "2;2026-03-02 10:00:00;3;en;123457;4;Dissatisfied\n"
    )
    assert survey.format == "limesurvey"
    assert survey.kinds == {
        "How likely are you to recommend us?": "nps",
        "How satisfied are you? [Price]": "satisfaction",
    }
    assert survey.rows[0]["response_id"] == "1"
    assert str(survey.rows[-1]["instant"]) == "2026-03-02 10:00:00"


def test_the_day_that_stands_for_no_day_is_none():
    survey = read(
        "Response ID,Date submitted,Last page,Start language,Would you recommend us? (0-10)\n"
        + "".join(f"{n},1980-01-01 00:00:00,3,en,{n}\n" for n in range(1, 11))
    )
    assert {row["instant"] for row in survey.rows} == {None}
    assert any("1980-01-01" in str(told) for told in survey.warnings)
