from __future__ import annotations

import random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.model.raw_table import RawTable, SourceError
from engagement.sources.surveys.segments import MOST_SEGMENTS
from tests.growth import LINEAR, times_dearer
from tests.sources.formats.survey_files import read, read_raw


def test_delighted_says_row_by_row_what_a_score_is():
    survey = read(
        "Response ID,Survey Type,Score,Comment,Created At,Person Email,Delighted Source,Tags\n"
        "1,nps,9,Lovely,1767225600,ava@example.com,Email,\n2,csat,4,,1767312000,bo@example.com,Web,\n"
        "3,ces,7,,1767312000,,Web,\n4,nps,3,Slow,1767398400,,Email,\n"
    )
    assert (survey.format, survey.confidence, survey.rows_in) == ("generic_survey", "generic", 4)
    assert survey.kinds == {
        "Comment": "comment",
        "Score (CES, easy)": "effort",
        "Score (CSAT)": "satisfaction",
        "Score (NPS)": "nps",
    } or set(survey.kinds.values()) == {"comment", "effort", "satisfaction", "nps"}
    assert survey.scores("Score (NPS)") == [9, 3]
    assert str(survey.rows[0]["instant"]) == "2026-01-01 00:00:00"
    assert survey.segments == ["segment.channel"]
    assert survey.column("customer_key")[0] is not None


def test_zendesk_good_and_bad_are_satisfaction():
    survey = read(
        "Ticket ID,Requester,Requester email,Satisfaction Score,Satisfaction comment,Updated at\n"
        "81,Ava Doe,ava@example.com,Good,Thanks,2026-03-01 10:00\n"
        "82,Bo,bo@example.com,Bad,,2026-03-02 10:00\n"
        "83,Cy,cy@example.com,Offered,,2026-03-03 10:00\n"
    )
    assert survey.kinds == {"Satisfaction Score": "satisfaction", "Satisfaction comment": "comment"}
    assert survey.scores("Satisfaction Score") == [5, 1]
    assert survey.reasons == [(4, "There is no answer in this row")]
    assert "Doe" not in str(survey.rows)


def test_a_bare_score_beside_promoters_and_detractors_is_the_nps():
    survey = read(
        "Contact name,Email,Score,Category,Comment,Responded at\n"
        "Ava Doe,ava@example.com,9,Promoter,Lovely,2026-03-01 10:00\n"
        "Bo Doe,bo@example.com,7,Passive,,2026-03-02 10:00\n"
        "Cy Doe,cy@example.com,6,Detractor,Slow,2026-03-03 10:00\n"
    )
    assert (survey.kinds["Score"], survey.scores("Score")) == ("nps", [9, 7, 6])
    assert "Doe" not in str(survey.rows)


def test_a_table_with_names_for_machines_is_read_like_one_for_people():
    survey = read("date,nps_score,nps_comment,lang\n2026-01-03,10,great stuff,it\n2026-01-14,6,meh,es\n")
    assert survey.kinds == {"nps_score": "nps", "nps_comment": "comment", "lang": "choice"}
    assert survey.segments == ["segment.language"]


def test_hotjar_and_jotform_are_known_by_the_shape_of_submissions():
    hotjar = read(
        "Number,User,Date Submitted,Country,Source URL,Device,Browser,OS,How was it?,Anything to add?\n"
        "1,9f2b7c1d,2026-03-01 10:00:00,Italy,https://shop.example.com/a,Desktop,Chrome,macOS,4,Nice shop\n"
        "2,9f2b7c1e,2026-03-02 10:00:00,Spain,https://shop.example.com/b,Phone,Safari,iOS,5,\n"
    )
    assert hotjar.kinds == {"Country": "choice", "How was it?": "rating", "Anything to add?": "comment"}
    assert set(hotjar.segments) == {
        "segment.country",
        "segment.Device",
        "segment.Browser",
        "segment.OS",
    }
    jotform = read(
        "Submission Date,First Name,E-mail,How satisfied are you?,Submission ID\n"
        '"Mar 1, 2026",Ava,ava@example.com,Very Satisfied,5512345678901\n'
        '"Mar 2, 2026",Bo,bo@example.com,Not Satisfied,5512345678902\n'
    )
    assert jotform.kinds == {"How satisfied are you?": "satisfaction"}
    assert jotform.column("response_id") == ["5512345678901", "5512345678902"]


def test_one_row_per_answer_is_read_with_the_question_beside_it():
    survey = read(
        "Response ID,Date,Email,Question,Answer\n"
        "r1,2026-03-01,ava@example.com,How likely are you to recommend us?,9\n"
        "r1,2026-03-01,ava@example.com,How did you hear of us?,A friend\n"
        "r2,2026-03-02,bo@example.com,How likely are you to recommend us?,4\n"
        "r2,2026-03-02,bo@example.com,How did you hear of us?,Instagram\n"
        "r3,2026-03-02,cy@example.com,How did you hear of us?,Instagram\n"
    )
    assert survey.kinds == {"How likely are you to recommend us?": "nps", "How did you hear of us?": "choice"}
    assert survey.scores("How likely are you to recommend us?") == [9, 4]


def test_a_hand_made_table_in_polish():
    survey = read(
        "Data;Ocena NPS;Jak bardzo jesteś zadowolony?;Płeć;Uwagi\n"
        "01.03.2026;9;Bardzo zadowolony;K;Szybka dostawa\n15.03.2026;3;Niezadowolony;M;Za drogo\n"
    )
    assert survey.kinds == {
        "Ocena NPS": "nps",
        "Jak bardzo jesteś zadowolony?": "satisfaction",
        "Płeć": "choice",
        "Uwagi": "comment",
    }
    assert survey.segments == ["segment.Płeć"]
    assert str(survey.rows[0]["instant"]) == "2026-03-01 00:00:00"


@pytest.mark.parametrize(
    "text",
    [
        "Sku,Stock,Price\nA1,3,4.50\nA2,4,5.50\n",
        "Name,City\nAva,Rome\nBo,Milan\n",
    ],
)
def test_a_table_without_questions_is_no_survey(text):
    with pytest.raises(SourceError):
        read(text)


def test_segment_names_are_safe_and_differ_by_more_than_case():
    survey = read(
        'Submitted at,NPS,Size?,SIZE,"What\'s your ""size""; really?"\n'
        "2026-01-01,9,S,A,S\n2026-01-02,8,M,B,M\n2026-01-03,0,S,A,S\n2026-01-04,1,M,B,M\n"
    )
    assert survey.segments == ["segment.Size", "segment.SIZE 2", "segment.Whats your size really"]


def test_one_value_or_more_than_twenty_make_no_segment():
    rows = "".join(f"2026-01-{i % 28 + 1:02d},9,same,v{i % 25},x{i % 20}\n" for i in range(100))
    survey = read(f"Submitted at,NPS,one,many,twenty\n{rows}")
    assert survey.segments == ["segment.twenty"]


def test_a_long_survey_gets_no_more_segments_than_a_person_chooses_from():
    names = [f"Pick {i}" for i in range(40)]
    rows = "".join(f"2026-01-0{i},{9 - i},{','.join('ab'[i % 2] for _ in names)},IT\n" for i in range(1, 9))
    survey = read(f"Submitted at,NPS,{','.join(names)},Country\n{rows}")
    assert len(survey.segments) == MOST_SEGMENTS


@pytest.mark.parametrize("rows", ["", "2026-01-01,,\n2026-01-02,,\n"])
def test_a_survey_that_nobody_answered_is_an_empty_table(rows):
    survey = read(f"Submission ID,Respondent ID,Submitted at,NPS,Why?\n{rows.replace('2026', 'a,b,2026')}")
    assert (survey.format, survey.table.num_rows) == ("tally", 0)
    assert len(survey.reasons) == survey.rows_in


COLUMNS = {
    "How likely are you to recommend us?": ("nps", [str(i % 11) for i in range(22)]),
    "How easy was it to pay?": ("effort", [str(i % 7 + 1) for i in range(22)]),
    "Quanto sei soddisfatto?": ("satisfaction", [str(i % 5 + 1) for i in range(22)]),
    "Packaging": ("rating", [str(i % 5 + 1) for i in range(22)]),
    "Colour": ("choice", ["red", "blue"] * 11),
    "Why?": ("comment", [f"because of reason number {i}" for i in range(22)]),
    "Submitted at": (None, [f"2026-01-{i + 1:02d} 10:00:00" for i in range(22)]),
    "Email": (None, [f"p{i}@example.com" for i in range(22)]),
    "IP": (None, [f"203.0.113.{i}" for i in range(22)]),
    "Full name": (None, [f"Person {i}" for i in range(22)]),
}


@given(st.permutations(list(COLUMNS)), st.permutations(range(22)))
def test_neither_the_order_of_columns_nor_of_rows_changes_what_is_read(names, order):
    text = [",".join(names), *(",".join(COLUMNS[n][1][i] for n in names) for i in order)]
    survey = read("\n".join(text) + "\n")
    assert survey.kinds == {name: kind for name, (kind, _) in COLUMNS.items() if kind}
    plain = read(
        "\n".join([",".join(COLUMNS), *(",".join(v[i] for _, v in COLUMNS.values()) for i in range(22))])
    )
    assert set(survey.column("response_id")) == set(plain.column("response_id"))
    assert set(survey.column("survey")) == set(plain.column("survey"))
    lines, questions = survey.column("line"), survey.column("question")
    assert list(zip(lines, map(names.index, questions), strict=True)) == sorted(
        zip(lines, map(names.index, questions), strict=True)
    )


def test_twenty_thousand_responses_are_read_column_by_column():
    dice = random.Random(7)  # noqa: S311 - invented answers

    def responses(rows: int) -> RawTable:
        columns = {
            f"How satisfied are you with part {i}?": [str(dice.randint(1, 5)) for _ in range(rows)]
            for i in range(19)
        }
        columns["Comment"] = [f"nobody else wrote this, {i}" for i in range(rows)]
        data = pa.table(list(columns.values()), names=[str(i) for i in range(20)])
        return RawTable("big.csv", tuple(columns), data, pa.array(range(2, rows + 2), pa.int64()))

    few, many = responses(5_000), responses(20_000)
    assert read_raw(many).table.num_rows == 400_000
    assert times_dearer(lambda: read_raw(many), lambda: read_raw(few)) < LINEAR


def test_a_day_of_the_middle_ages_is_a_day_like_any_other():
    read_ = read(
        "Response ID,Submitted at,How likely are you to recommend us to a friend?\n"
        "1,0888-05-01 07:00:00,9\n2,1969-12-31 05:00:00,8\n3,2026-05-01 07:00:00,10\n"
    )
    assert read_.column("day") == [-395071, -1, 20574]


SALESFORCE = (
    "Survey Taker: Survey Response,Survey Taker: Created Date,Response,Question Type,Survey Taker: ID,"
    "Survey Question: Choices,Survey Question: Survey,Survey Question: Question Title,Survey Taken By User\n"
)


def test_a_report_of_salesforce_has_one_row_per_answer():
    choices = '"0 - < Very Unlikely\n1\n10 - Very Likely >"'
    wording = "How likely are you to recommend this event?"
    survey = read(
        SALESFORCE
        + f"SR-1,28/08/2025,10 - Very Likely >,Multiple Choice,a1,{choices},Talks,{wording},\n"
        + "SR-1,28/08/2025,The talk on maps,Free Text,a1,,Talks,What could we do better?,\n"
        + f"SR-2,29/08/2025,0 - < Very Unlikely,Multiple Choice,a2,{choices},Talks,{wording},\n"
        + f"SR-3,30/08/2025,7,Multiple Choice,a3,{choices},Talks,{wording},\n"
    )
    assert survey.kinds == {wording: "nps", "What could we do better?": "comment"}
    assert survey.scores(wording) == [10, 0, 7]
    assert [str(row["instant"])[:10] for row in survey.rows] == [f"2025-08-{day}" for day in (28, 28, 29, 30)]


def test_a_sort_of_question_splits_the_answers_where_one_sort_is_a_score():
    survey = read(
        "answer_id,course_id,student_id,survey_id,question_id,question_category,answer_content,answer_datetime\n"
        "1,3,7,2,11,NPS,10,2023-02-01 10:00:00\n2,3,7,2,12,commentary,Lots of fun,2023-02-01 10:00:00\n"
        "3,4,8,2,11,NPS,0,2023-02-02 10:00:00\n4,4,8,2,12,commentary,Too fast for me,2023-02-02 10:00:00\n"
    )
    assert survey.kinds == {"NPS": "nps", "commentary": "comment"}
    assert survey.scores("NPS") == [10, 0]
    assert len(set(survey.column("customer_key"))) == 2
    assert str(survey.rows[0]["instant"]) == "2023-02-01 10:00:00"


def test_a_sort_of_question_without_a_score_splits_nothing():
    survey = read(
        "Submission ID,Question Type,Answer,How satisfied are you?\n1,Single,Blue,5\n2,Multiple,Red,4\n"
        "3,Single,Red,1\n"
    )
    assert survey.kinds["Answer"] == "choice"


def test_a_column_called_nps_that_keeps_to_1_to_5_makes_a_survey_but_no_nps():
    rows = "".join(f"{100 + n},{500 + n},2021-01-{n:02d},{1 + n % 5},Fine\n" for n in range(1, 26))
    survey = read(f"Customer Number,Order Number,Order Date,NPS Score,Customer Response\n{rows}")
    assert survey.format == "generic_survey"
    assert survey.kinds["NPS Score"] == "rating"
    assert any("not NPS" in str(warning) for warning in survey.warnings)


def test_ids_and_row_numbers_are_no_questions():
    rows = "".join(f"{n},{n},{900 - n},{1 + n % 10},2023-01-{n:02d},2023-02-{n:02d}\n" for n in range(1, 26))
    survey = read(f",SatisfactionID,OrderID,SatisfactionScore,DateCreated,DateModified\n{rows}")
    assert survey.kinds == {"SatisfactionScore": "satisfaction"}
    assert str(survey.rows[0]["instant"])[:10] == "2023-01-01"


def test_smileys_before_the_words_and_a_regular_in_the_middle_are_no_hindrance():
    good, bad = ("😀 Muito satisfeito", "🙂 Satisfeito"), ("🙁 Insatisfeito", "Muito Insatisfeito 😠")
    labels = (*good, "😐 Regular", *bad)
    rows = "".join(f"0000{n};0{n}/05/2021;Sim;{label}\n" for n, label in enumerate(labels, 1))
    survey = read(
        f"Protocolo;Resposta à Pesquisa;Sua demanda foi atendida?;Você está satisfeito(a) com isso?\n{rows}"
    )
    assert survey.scores("Você está satisfeito(a) com isso?") == [5, 4, 3, 2, 1]
    assert str(survey.rows[-1]["instant"])[:10] == "2021-05-05"


def test_a_mark_for_what_is_not_known_is_no_question():
    with pytest.raises(SourceError):
        read("-,?\n-,1\n-,2\n")


@pytest.mark.parametrize("name", ["feedback", "review"])
def test_ratings_with_a_number_and_a_day_of_their_own_are_answers_and_no_orders(name):
    rows = "".join(f"{n},9{n},c{n},{n % 5 + 1},App,2026-03-{n:02}\n" for n in range(1, 21))
    survey = read(f"{name}_id,order_id,customer_id,rating,category,{name}_date\n{rows}")
    assert (survey.format, survey.rows_in) == ("generic_survey", 20)
    assert survey.kinds["rating"] == "rating"


def test_the_day_of_a_review_is_no_day_on_which_the_shop_replied():
    survey = read(
        "Review ID,Rating,Comment,Review Date,Response Date\n"
        "1,5,Lovely,2026-03-01,2026-04-01\n2,1,Slow parcel,2026-03-02,2026-04-02\n"
    )
    assert [str(row["instant"])[:10] for row in survey.rows[:1]] == ["2026-03-01"]


def test_sums_that_nobody_says_are_out_of_100_have_no_scale():
    rows = "".join(f"2026-03-{n:02},{n % 19 + 2},Fine\n" for n in range(1, 26))
    survey = read(f"Submitted at,Customer satisfaction,How did it go?\n{rows}")
    assert survey.kinds["Customer satisfaction"] == "number"


def test_stars_beside_the_number_of_an_order_are_a_review():
    rows = "".join(
        f"2026-03-{n:02},{900 + n},p{n}@example.com,{'★' * (1 + n % 5)},Lovely\n" for n in range(1, 21)
    )
    survey = read(f"Date,Order,Email,Rating (1-5),Review\n{rows}")
    assert survey.format == "generic_survey"
    assert sorted(set(survey.scores("Rating (1-5)"))) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("lowest", [0, 1, 3])
def test_a_bare_score_up_to_10_is_told_to_be_no_nps(lowest):
    rows = "".join(
        f"{n},p{n}@example.com,{lowest + n % (11 - lowest)},Fine,2026-03-01\n" for n in range(1, 41)
    )
    survey = read(f"Survey ID,Email,Score,Comment,Created at\n{rows}")
    assert "nothing says that it asks who would recommend" in "".join(map(str, survey.warnings))


@pytest.mark.parametrize(
    "question",
    [
        "Hoe waarschijnlijk is het dat u ons aanbeveelt?",
        "Jak pravděpodobné je, že nás doporučíte přátelům?",
        "Hur sannolikt är det att du rekommenderar oss?",
        "Kuinka todennäköisesti suosittelisit meitä ystävällesi?",
        "友人に勧める可能性はどのくらいですか?",
        "저희를 친구에게 추천할 의향이 있나요?",
        "ما مدى احتمال أن توصي بنا لصديق؟",
        "מה הסיכוי שתמליץ עלינו לחבר?",
        "Bạn có sẵn lòng giới thiệu chúng tôi cho bạn bè không?",
    ],
)
def test_who_would_recommend_is_asked_in_further_languages(question):
    rows = "".join(f"2026-03-{n:02},{n % 11}\n" for n in range(1, 23))
    assert (
        read(f"Date,{question}\n{rows}".replace(", že", " že")).kinds[question.replace(", že", " že")]
        == "nps"
    )


def test_the_group_of_an_answer_is_no_question():
    """Zenloop calls it "Score Type", as others call the sort of survey."""
    group = ("detractor", "passive", "promoter")
    rows = "".join(f"z{n},{n % 11},{group[(n % 11 > 6) + (n % 11 > 8)]},2026-03-0{n}\n" for n in range(1, 10))
    survey = read(f"Id,Score,Score Type,Inserted At\n{rows}")
    assert survey.scores("Score") == [n % 11 for n in range(1, 10)]
    assert survey.kinds["Score"] == "nps"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        (
            "Hoe tevreden bent u over onze service?",
            "Zeer ontevreden|Ontevreden|Neutraal|Tevreden|Zeer tevreden",
        ),
        (
            "Hur nöjd är du med oss?",
            "Mycket missnöjd|Missnöjd|Varken nöjd eller missnöjd|Nöjd|Mycket nöjd",
        ),
        (
            "Hvor tilfreds er du med os?",
            "Meget utilfreds|Utilfreds|Hverken eller|Tilfreds|Meget tilfreds",
        ),
        (
            "Kuinka tyytyväinen olet palveluumme?",
            "Erittäin tyytymätön|Tyytymätön|En kumpaakaan|Tyytyväinen|Erittäin tyytyväinen",
        ),
        ("ご満足いただけましたか?", "非常に不満|不満|どちらともいえない|満足|非常に満足"),
    ],
)
def test_worded_answers_are_put_on_their_scale_in_further_languages(question, labels):
    rows = "".join(f"2026-03-{n:02},{labels.split('|')[n % 5]}\n" for n in range(1, 21))
    survey = read(f"Submitted at,{question}\n{rows}")
    assert survey.scores(question) == [n % 5 + 1 for n in range(1, 21)]


def test_asknicely_counts_seconds_where_a_mailing_would_count_people():
    rows = "".join(
        f"{n},a{n},p{n}@example.com,{n % 11},I waited for {n} days,177700{n:04},1777{n:06},nps,opened\n"
        for n in range(20, 60)
    )
    survey = read(
        f"response_id,name,email,answer,comment,sent,responded,question_type,status\n{rows}", "asknicely.csv"
    )
    assert (survey.format, survey.rows_in) == ("generic_survey", 40)
    assert survey.kinds["nps"] == "nps"


def test_yotpo_has_the_columns_of_olists_reviews_and_is_none():
    header = "Review ID,Order ID,Review Score,Review Title,Review Content,Reviewer Email,Review Creation Date"
    rows = "".join(
        f"{n},9{n},{n % 5 + 1},Good,Arrived after {n} days,p{n}@example.com,2026-03-{n:02}\n"
        for n in range(1, 21)
    )
    survey = read(f"{header}\n{rows}")
    assert survey.format == "generic_survey"
    assert survey.kinds["Review Title"] != "rating"  # "Good" is a title


@pytest.mark.parametrize(
    "header",
    [
        "Review Username",
        "Kundenname",
        "Handynummer",
        "Utente",
        "Usuario",
        "Wie heißt du?",
        "Instagram handle",
        "Nome recensore",
        "Nome dell'utente",
        "Nombre del autor",
        "Nombre de la clienta",
        "Imię recenzenta",
        "Nazwa użytkownika",
        "Name des Kunden",
        "Rezensentenname",
        "Nom de l’acheteur",
        "Nome do avaliador",
        "Naam van de klant",
    ],
)
def test_what_people_are_called_is_no_question(header):
    names = ("Ann Smith", "Ben Duda", "Carla Rossi")
    rows = "".join(f"2026-03-{n:02},{n % 11},{names[n % 3]}\n" for n in range(1, 23))
    assert header not in read(f"Submitted at,Would you recommend us? (0-10),{header}\n{rows}").kinds


def test_a_price_beside_a_rating_makes_no_order_of_an_answer():
    survey = read(
        "Submission ID,Submitted at,Email,Product,Total price,Rating,Comment\n"
        "s1,2026-03-01 10:00,a@example.com,Mug,12.50,5,Fine\n"
        "s2,2026-03-02 10:00,b@example.com,Mug,10.00,4,Good enough\n"
        "s3,2026-03-03 10:00,c@example.com,Plate,15.00,3,Too small\n"
    )
    assert (survey.format, survey.kinds["Rating"]) == ("generic_survey", "rating")


SCORED = "Response ID,Submitted at,How likely are you to recommend us? (0-10)\n"


def _scored(*scores: int) -> str:
    return SCORED + "".join(f"r{n},2026-03-{n % 28 + 1:02} 10:00,{score}\n" for n, score in enumerate(scores))


def test_one_answer_off_the_scale_makes_no_other_question_of_it():
    survey = read(_scored(*[9, 10, 7, 3] * 8, 11))
    (name,) = survey.kinds
    assert (survey.kinds[name], len(survey.scores(name))) == ("nps", 32)
    rating = read(
        _scored(*[4, 5, 3, 2] * 8, 55).replace("(0-10)", "").replace("recommend us", "be satisfied")
    )
    assert max(score for name in rating.kinds for score in rating.scores(name)) == 5


def test_an_answer_that_stands_twice_under_its_number_counts_once():
    text = _scored(*[9, 10, 7, 3] * 3)
    survey = read(text + text.splitlines()[1] + "\n")
    assert (survey.rows_in, len(survey.rows)) == (13, 12)


def test_answers_without_a_day_are_told_and_marks_out_of_ten_are_no_days():
    rows = "".join(f"r{n},{n} out of 10\n" for n in range(1, 11))
    survey = read(f"Respondent,How likely are you to recommend us?\n{rows}")
    assert survey.scores("How likely are you to recommend us?") == list(range(1, 11))
    assert "No column says when people answered" in "".join(map(str, survey.warnings))


@pytest.mark.parametrize(
    "header",
    [
        *("Voto da 1 a 10", "Ocena od 1 do 10", "Note von 1 bis 10", "Note de 1 à 10", "Voto 1-10"),
        *("Puntuación del 1 al 10", "Score from 1 to 10", "Note sur 10"),
    ],
)
def test_a_rating_whose_name_says_its_scale_is_a_review(header):
    rows = "".join(f"{n:02}/03/2026;c{n}@example.com;{n % 10 + 1};bello\n" for n in range(1, 29))
    survey = read(f"Data;Email;{header};Commento\n{rows}")
    assert survey.kinds[header] == "rating"
    assert sorted(survey.scores(header)) == sorted(n % 10 + 1 for n in range(1, 29))


@pytest.mark.parametrize("header", ["Soddisfazione %", "Satisfaction (%)", "Zufriedenheit in %"])
def test_satisfaction_in_per_cent_is_a_score_out_of_100(header):
    rows = "".join(f"{n:02}/03/2026;{n % 10 * 10}%\n" for n in range(1, 29))
    survey = read(f"Data;{header}\n{rows}")
    assert survey.kinds[header] == "satisfaction"
    assert max(survey.scores(header)) == 90


def test_a_form_that_asks_to_rate_several_things_is_a_survey():
    rows = "".join(f"2026-01-0{n} 10:00:00,p{n}@example.com,{n},{6 - n}\n" for n in range(1, 6))
    survey = read("Fecha de envío,Correo electrónico,Valore la atención,Valore la calidad\n" + rows)
    assert survey.scores("Valore la atención") == [1, 2, 3, 4, 5]


def test_stars_out_of_five_in_words_are_ratings():
    rows = "".join(f'{n:02d}/01/2026,"{n},0 su 5 stelle",Bello\n' for n in range(1, 6))
    survey = read("Data,Valutazione,Recensione\n" + rows)
    assert survey.scores("Valutazione") == [1, 2, 3, 4, 5]


def test_a_column_of_faces_is_a_rating_whatever_it_is_called():
    rows = "".join(f"0{n}.01.2026,{face},Danke\n" for n, face in enumerate("😡🙁😐🙂😍", 1))
    assert read("Datum,Stimmung,Anmerkung\n" + rows).scores("Stimmung") == [1, 2, 3, 4, 5]


def test_the_question_beside_a_rating_is_no_answer():
    rows = "".join(
        f"2026-05-{day:02},a{day}@example.com,How satisfied are you with our support?,{day % 5 + 1},1-5\n"
        for day in range(1, 21)
    )
    found = read(f"Date,Customer email,Question,Rating,Rating scale\n{rows}")
    assert "Question" not in found.kinds
    scores = [row["score"] for row in found.rows if row["score"] is not None]
    assert sum(scores) == sum(day % 5 + 1 for day in range(1, 21))


def test_delighted_asks_who_would_recommend_where_it_names_no_type():
    scores = [10, 9, 7, 0, 3, 8]
    rows = "".join(
        f"{n},p{n},a{n}@example.com,{s},Fine,https://example.com/{n}\n" for n, s in enumerate(scores)
    )
    survey = read(f"id,person_id,person_email,score,comment,permalink\n{rows}")
    assert survey.kinds["score"] == "nps"


def test_the_day_on_which_a_survey_was_completed_is_that_of_the_answer():
    survey = read(
        "Respondent,Completed,Email Address,How likely are you to recommend us?\n"
        "1,2026-03-01 10:00,ava@example.com,9\n2,2026-03-02 11:00,bo@example.com,3\n"
    )
    assert {str(row["instant"]) for row in survey.rows} == {"2026-03-01 10:00:00", "2026-03-02 11:00:00"}


def test_an_order_beside_a_score_and_the_day_of_the_answer_does_not_make_it_a_list_of_orders():
    survey = read(
        "respondent_email,nps_score,reason,responded_at,order_number,order_value\n"
        "ava@example.com,9,Good,2026-03-01,1001,25.50\nbo@example.com,0,Late,2026-03-02,1002,12.20\n"
    )
    assert survey.kinds["nps_score"] == "nps"


def test_what_a_program_for_statistics_writes_for_no_value_is_no_answer():
    survey = read("id,date,nps,why\n1,2026-03-01,9,NA\n2,2026-03-02,3,Too dear for me\n3,2026-03-03,NA,NA\n")
    answers = [(row["question"], row["score"], row["comment"] or row["answer"]) for row in survey.rows]
    assert sorted(answers, key=str) == [
        ("nps", 3.0, None),
        ("nps", 9.0, None),
        ("why", None, "Too dear for me"),
    ]


def test_the_day_of_the_answer_is_not_that_on_which_the_person_was_created():
    survey = read(
        "email,created_at,nps,nps_updated_at\n"
        "ava@example.com,2024-01-01 10:00,9,2026-03-01 10:00\n"
        "bo@example.com,2024-01-01 10:00,3,2026-03-02 11:00\n"
    )
    assert {str(row["instant"]) for row in survey.rows} == {"2026-03-01 10:00:00", "2026-03-02 11:00:00"}
