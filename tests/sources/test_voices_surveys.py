"""Answers, reviews and ratings of chats: one respondent, the right day, the right scale, nothing in clear."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.meaning.survey_roles import role_of_name
from engagement.sources.surveys.question_kinds import recognise
from engagement.sources.surveys.scores import Tally
from tests.sources.voices import drop, measured, value, warned, written

SCORES = (10, 9, 9, 8, 7, 10, 3, 6)
WORDS = {
    ("Response ID", "Response Date", "Question", "Answer"): "How likely are you to recommend us?",
    ("ID risposta", "Data risposta", "Domanda", "Risposta"): "Quanto è probabile che ci consiglieresti?",
    ("Antwort-ID", "Antwortdatum", "Frage", "Antwort"): "Wie wahrscheinlich ist es, dass Sie uns empfehlen?",
    (
        "ID odpowiedzi",
        "Data odpowiedzi",
        "Pytanie",
        "Odpowiedź",
    ): "Na ile prawdopodobne jest, że nas polecisz?",
}


def rows(imported) -> list[dict[str, Any]]:
    return [row for one in imported for row in one.tables["responses"].to_pylist()]


def kinds(imported) -> dict[str, str]:
    return {row["question"]: row["kind"] for row in rows(imported)}


@given(st.sampled_from(list(WORDS)), st.permutations(range(5)), st.integers(3, 12), st.booleans())
@settings(max_examples=12, deadline=None)
def test_the_rows_of_one_submission_are_one_respondent(tmp_path_factory, names, order, people, with_id):
    """In any language and order of columns, with the header once more, with or without an id."""
    ident, day, question, answer = names
    cells = []
    for n in range(people):
        start = [f"R{n}", f"2026-03-{n + 1:02} 10:00:00", f"p{n}@example.com"]
        cells.append([*start, WORDS[names], str(SCORES[n % 8])])
        cells.append([*start, "Why? Perché? Warum? Dlaczego?", f"Own words {n} at some length"])
    header = [ident, day, "E-mail", question, answer]
    table = [header, *cells[: len(cells) // 2], header, *cells[len(cells) // 2 :]]
    keep = [place for place in order if with_id or place != 0]
    text = "\n".join(",".join(f'"{line[place]}"' for place in keep) for line in table)
    result = drop(written(tmp_path_factory.mktemp("long"), text))
    by_person: dict[str, list[dict[str, Any]]] = {}
    for row in rows(result):
        by_person.setdefault(row["response_id"], []).append(row)
    assert len(by_person) == people
    assert {len(own) for own in by_person.values()} == {2}
    assert result[0].report.rows_set_aside == 1


def test_a_long_survey_gives_answers_split_and_comments_with_their_score(shared):
    result = drop(shared / "cases/voices/long_survey_one_row_per_answer.csv")
    answer = measured(result)
    assert answer["metrics"]["answers"]["value"] == 13
    assert answer["metrics"].get("response_share") is None
    assert all(row["score"] is not None for row in answer["tables"]["comments"])
    assert len(answer["tables"]["comments"]) == 13
    assert {row["segment.How did you hear about us"] for row in rows(result)} >= {"Instagram", "Search"}


HEADERS = [
    *("Inviato il", "Data compilazione", "Gesendet am", "Wysłano", "Envoyé le", "Enviado el", "Fecha y hora"),
    *("Sent at", "Day", "When", "Ended At", "Quando", "Kiedy", "xyz"),
]


@pytest.mark.parametrize("header", HEADERS)
def test_a_column_that_holds_dates_is_the_day_of_the_answer_whatever_its_name(tmp_path, header):
    lines = [f"{n:02}.03.2026 10:00,{SCORES[n % 8]},Own words {n} here" for n in range(1, 29)]
    result = drop(
        written(tmp_path, "\n".join([f"{header},How likely are you to recommend us?,Why?", *lines]))
    )
    assert {str(row["day"]) for row in rows(result)} == {str(20513 + n) for n in range(28)}


def test_a_day_of_something_else_is_not_the_day_of_the_answer_and_that_is_said(tmp_path):
    lines = [f"{n:02}.03.2026,{SCORES[n % 8]}" for n in range(1, 29)]
    result = drop(written(tmp_path, "\n".join(["Data ordine,How likely are you to recommend us?", *lines])))
    assert {row["day"] for row in rows(result)} == {None}
    assert "No column says when people answered" in warned(result)


def test_of_two_days_that_nothing_tells_apart_none_is_taken(tmp_path):
    lines = [f"{n:02}.03.2026,{n:02}.04.2026,{SCORES[n % 8]}" for n in range(1, 29)]
    result = drop(written(tmp_path, "\n".join(["abc,def,How likely are you to recommend us?", *lines])))
    assert "Nothing says which is the day of the answer" in warned(result)


@given(st.integers(2, 20_000), st.integers(0, 19), st.sampled_from(["survey", "posts", "days", "web"]))
@settings(max_examples=12, deadline=None)
def test_a_day_in_the_future_is_set_aside_with_its_reason(tmp_path_factory, ahead, place, kind):
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(20)]
    days[place] = date.today() + timedelta(days=min(ahead, 20_000))
    header, rest = {
        "survey": ("Submitted at,How likely are you to recommend us?", "9"),
        "posts": ("Date,Post,Impressions,Likes", "words,10,1"),
        "days": ("Date,Followers,Impressions", "10,10"),
        "web": ("Date,Sessions,Bounces", "10,1"),
    }[kind]
    result = drop(
        written(tmp_path_factory.mktemp("future"), "\n".join([header, *(f"{d},{rest}" for d in days)]))
    )
    report = result[0].report
    assert report.rows_set_aside == 1
    assert [str(row.reason) for row in report.set_aside] == ["This day lies in the future"]
    assert report.last_day < (date.today() - date(1970, 1, 1)).days


QUESTIONS = [
    "Con quale probabilità ci consiglieresti a un amico?",
    "How likely are you to recommend us to a friend?",
    "¿Qué probabilidad hay de que nos recomiende a un amigo?",
    "Jak bardzo prawdopodobne jest, że polecisz nas znajomym?",
    "Wie wahrscheinlich ist es, dass Sie uns einem Freund empfehlen?",
]


@given(st.lists(st.sampled_from(QUESTIONS), min_size=2, max_size=4, unique=True), st.integers(30, 60))
@settings(max_examples=10, deadline=None)
def test_a_question_in_several_languages_is_one(tmp_path_factory, questions, people):
    lines = []
    for n in range(people):
        cells = [""] * len(questions)
        cells[n % len(questions)] = str((n * 7) % 11)
        lines.append(f"2026-03-01 10:{n % 60:02}:00,{','.join(cells)}")
    text = "\n".join([",".join(["Submitted at", *(f'"{q} (0-10)"' for q in questions)]), *lines])
    result = drop(written(tmp_path_factory.mktemp("languages"), text))
    assert set(kinds(result).values()) == {"nps"}
    assert len(kinds(result)) == 1
    assert "read as one" in warned(result)


def test_two_questions_of_one_language_stay_two(tmp_path):
    lines = [f"2026-03-{n:02},{'9,' if n % 2 else ',4'}" for n in range(1, 29)]
    header = "Submitted at,How likely are you to recommend our shop?,How likely are you to recommend our app?"
    assert len(kinds(drop(written(tmp_path, "\n".join([header, *lines]))))) == 2


@pytest.mark.parametrize(
    "name", ["uid", "uuid", "ID (internal)", "nps_feedback_uid", "respondent_uuid", "GUID"]
)
def test_ids_are_no_questions(name):
    assert role_of_name(name) in {"hidden", "response", "customer"}


@given(st.sampled_from(["fb{0:05}", "a{0}b{0}", "x-{0:06}", "USR{0}"]), st.integers(20, 40))
@settings(max_examples=8, deadline=None)
def test_tokens_stand_nowhere_in_clear_whatever_their_column_is_called(tmp_path_factory, token, people):
    lines = [f"2026-03-01 10:{n:02}:00,{SCORES[n % 8]},{token.format(n)}" for n in range(people)]
    text = "\n".join(["Submitted at,How likely are you to recommend us?,Kod", *lines])
    result = drop(written(tmp_path_factory.mktemp("tokens"), text))
    assert {row["comment"] for row in rows(result)} == {None}


@pytest.mark.parametrize(
    ("labels", "scores"),
    [
        (("10 Extremely likely", "9", "0 Not at all likely"), (10, 9, 0)),
        (("10 Sicuramente sì", "9", "7", "4", "0 Assolutamente no"), (10, 9, 7, 4, 0)),
        (("Sehr wahrscheinlich 10", "7", "Unwahrscheinlich 0"), (10, 7, 0)),
        (("10 (Molto probabile)", "8", "0 (Per niente probabile)"), (10, 8, 0)),
    ],
)
def test_the_ends_of_a_scale_need_no_dash(labels, scores):
    question = recognise("How likely are you to recommend us?", Tally(labels, [1] * len(labels)))
    assert question is not None
    assert (question.kind, question.scores) == ("nps", scores)


def test_numbers_beside_the_same_word_name_things():
    question = recognise("product_handle", Tally([f"cup-{n}" for n in range(4)], [5] * 4))
    assert question is not None
    assert question.kind == "choice"


REVIEWS = {
    "Judge.me": "title,body,rating,review_date,reviewer_name,reviewer_email,product_handle,reply",
    "Google": "title,comment,starRating,createTime,reviewer,Contact Email Address,location name,reviewReply",
    "Trustpilot": "Review Title,Review Content,Review Stars,Review Created (UTC),Consumer Name,"
    "Consumer Email,Tags,Company Reply",
    "Yotpo": "Review Title,Review Content,Review Score,Review Date,Reviewer Display Name,Reviewer Email,"
    "Product Title,Reply",
    "Gorgias": "Subject,Comment,Score,Scored datetime,Agent,Customer email,Channel,Reply",
    "Zendesk": "Ticket subject,Satisfaction Comment,Satisfaction Score,Recorded date,Requester,"
    "Customer email,Brand,Reply",
    "Intercom": "Subject,remark,rating,created_at,teammate,user_email,Tags,Reply",
    "Google, pl": "Tytuł,Treść recenzji,Ocena (w gwiazdkach),Data recenzji,Autor,Adres e-mail,Produkt,"
    "Odpowiedź właściciela",
    "pl": "Tytuł,Treść opinii,Ocena,Data opinii,Autor,Adres e-mail,Produkt,Reply",
    "es": "Título,Reseña,Valoración,Fecha,Nombre,Correo,Producto,Reply",
    "de": "Betreff,Bewertungstext,Sterne,Datum,Name,E-Mail,Produkt,Reply",
}
STARS = [
    ("1", "2", "3", "4", "5"),
    ("ONE", "TWO", "THREE", "FOUR", "FIVE"),
    ("★", "★★", "★★★", "★★★★", "★★★★★"),
    ("😡", "🙁", "😐", "🙂", "😍"),
    ("1/5", "2/5", "3/5", "4/5", "5/5"),
    ("terrible", "bad", "ok", "great", "amazing"),
]


@given(st.sampled_from(list(REVIEWS)), st.sampled_from(STARS), st.permutations(range(8)))
@settings(max_examples=12, deadline=None)
def test_reviews_are_ratings_with_words_a_day_and_a_person(tmp_path_factory, tool, stars, order):
    names = REVIEWS[tool].split(",")
    table = [names] + [
        [
            f"Title {n}",
            f"Own words {n} at length",
            stars[n % 5],
            f"2026-03-{n + 1:02} 10:00:00",
            f"Person {n}",
            f"p{n}@example.com",
            f"Cup {n % 3}",
            "Thank you",
        ]
        for n in range(20)
    ]
    text = "\n".join(",".join(line[place] for place in order) for line in table)
    result = drop(written(tmp_path_factory.mktemp("reviews"), text))
    assert [one.report.kind for one in result] == ["surveys"]
    rated = [row for row in rows(result) if row["kind"] in {"rating", "satisfaction"}]
    assert [row["score"] for row in rated] == [float(n % 5 + 1) for n in range(20)]
    assert len({row["customer_key"] for row in rated}) == 20
    assert len({row["day"] for row in rated}) == 20
    listed = [row["comment"] or row["answer"] or "" for row in rows(result)]
    assert sum(text.startswith("Own words") for text in listed) == 20
    assert not any("Person" in text or "@" in text or "Thank" in text for text in listed)


CASES = {
    "nps_asked_on_1_to_10": 44.4,
    "nps_ends_labelled_without_a_dash": 33.3,
    "nps_responses_bare_score": 16.7,
    "survey_one_question_in_two_languages": -5.0,
    "survey_date_under_an_unknown_name": 44.4,
}


@pytest.mark.parametrize("case", CASES)
def test_the_cases_of_nps(shared, case):
    result = drop(shared / f"cases/voices/{case}.csv")
    assert value(result, "net_promoter_score") == pytest.approx(CASES[case], abs=0.05)
    assert {row["day"] is None for row in rows(result)} == {False}
    assert not any(word.startswith("fb0") for row in rows(result) if (word := row["comment"] or ""))


def test_the_cases_of_reviews_and_of_the_future(shared):
    folder = shared / "cases/voices"
    for case in ("product_reviews_export", "chat_csat_report"):
        result = drop(folder / f"{case}.csv")
        rated = [row for row in rows(result) if row["kind"] == "rating"]
        assert (len(rated), rated[0]["scale_low"], rated[0]["scale_high"]) == (20, 1, 5)
        assert all(row["score"] is not None for row in measured(result)["tables"]["comments"])
    result = drop(folder / "survey_one_date_in_the_future.csv")
    assert (result[0].report.rows_kept, result[0].report.rows_set_aside) == (39, 1)


def test_a_table_that_was_pasted_twice_counts_each_answer_once(tmp_path):
    lines = [f"2026-03-01 10:{n:02}:07,{SCORES[n % 8]},Own words {n} here" for n in range(30)]
    result = drop(
        written(
            tmp_path, "\n".join(["Submitted at,How likely are you to recommend us?,Why?", *lines, *lines])
        )
    )
    assert (result[0].report.rows_kept, result[0].report.rows_set_aside) == (30, 30)
    assert len({row["response_id"] for row in rows(result)}) == 30


def test_the_same_answer_on_the_same_day_is_no_copy(tmp_path):
    lines = [f"2026-03-01,{SCORES[n % 8]}" for n in range(30)]
    result = drop(written(tmp_path, "\n".join(["Submitted at,How likely are you to recommend us?", *lines])))
    assert result[0].report.rows_kept == 30


SHOWN = "title,body,rating,review_date,{header},reviewer_email\n"


def shown(folder, header: str, states: tuple[str, ...]):
    lines = [
        f"Cup,I like number {n},{n % 5 + 1},2026-03-{n + 1:02},{states[n % len(states)]},c{n}@example.com\n"
        for n in range(24)
    ]
    return drop(written(folder, SHOWN.format(header=header) + "".join(lines)))


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("curated", ("ok", "spam", "ok")),
        ("Status", ("Published", "Spam", "Published")),
        ("Spam", ("no", "yes", "no")),
        ("is_spam", ("false", "true", "false")),
        ("Stato", ("Pubblicata", "Spam", "Pubblicata")),
    ],
)
def test_a_review_that_is_spam_is_set_aside_with_its_reason(tmp_path, header, states):
    (imported,) = shown(tmp_path, header, states)
    assert (imported.report.rows_kept, imported.report.rows_set_aside) == (16, 8)
    assert [str(reason) for reason, _ in imported.report.reasons] == ["This review was marked as spam"]


@pytest.mark.parametrize(
    ("header", "states"),
    [
        ("curated", ("ok", "not-yet", "ok")),
        ("Review Status", ("Approved", "Rejected", "Approved")),
        ("published", ("true", "false", "true")),
        ("Hidden", ("no", "yes", "no")),
        ("Estado", ("Publicada", "Oculta", "Publicada")),
        ("Widoczność", ("widoczna", "ukryta", "widoczna")),
    ],
)
def test_a_review_that_the_shop_hides_counts_and_is_told(tmp_path, header, states):
    imported = shown(tmp_path, header, states)
    assert imported[0].report.rows_kept == 24
    assert "8 reviews are hidden or not published" in warned(imported)


def test_a_survey_is_known_by_the_day_of_its_answers(tmp_path):
    lines = [
        f"{n},22/02/2015 1{n % 10}:{n:02}:25,{('Most', 'All')[n % 2]},{('x', 'y', 'z')[n % 3]},I like {n}"
        for n in range(40)
    ]
    for header in (
        "ans.time",
        "Answered at",
        "Ora della risposta",
        "Fecha de la respuesta",
        "Czas odpowiedzi",
    ):
        content = "\n".join([f",{header},attend,expertise,topic", *lines]) + "\n"
        imported = drop(written(tmp_path, content))
        assert [(one.report.kind, one.report.rows_kept) for one in imported] == [("surveys", 40)], header


@pytest.mark.parametrize(
    "header", ["title,body,rating,review_date,reviewer_email", "user_id,book_id,rating,timestamp"]
)
def test_ratings_to_which_nobody_wrote_a_word_are_ratings(tmp_path, header):
    row = "A{n},,{s},2026-03-0{s},a{n}@example.com" if "body" in header else "U{n},B{s},{s},2026-03-0{s}"
    text = "\n".join((header, *(row.format(n=n, s=n % 5 + 1) for n in range(20)))) + "\n"
    answers = drop(written(tmp_path, text))[0].tables["responses"].to_pylist()
    assert sum(row["score"] for row in answers if row["kind"] == "rating") == 60
