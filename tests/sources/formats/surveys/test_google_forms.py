from __future__ import annotations

import pytest

from engagement.sources.formats.surveys import google_forms
from engagement.sources.recognition import platform
from tests.sources.formats.survey_files import raw_table, read, read_file

LANGUAGES = [
    ("Timestamp", "2/13/2026 19:07:17", "How likely are you to recommend us?", "Email Address"),
    (
        "Informazioni cronologiche",
        "13/02/2026 19.07.17",
        "Quanto è probabile che ci consigli?",
        "Indirizzo email",
    ),
    (
        "Marca temporal",
        "13/02/2026 19:07:17",
        "¿Qué probabilidad hay de que nos recomiendes?",
        "Correo electrónico",
    ),
    ("Sygnatura czasowa", "2026-02-13 19:07:17", "Jak prawdopodobne, że nas polecisz?", "Adres e-mail"),
    ("Horodateur", "13/02/2026 19:07:17", "Nous recommanderiez-vous ?", "Adresse e-mail"),
    ("Zeitstempel", "13.02.2026 19:07:17", "Würden Sie uns weiterempfehlen?", "E-Mail-Adresse"),
    ("Carimbo de data/hora", "13/02/2026 19:07:17", "Você nos recomendaria?", "Endereço de e-mail"),
]


@pytest.mark.parametrize(("stamp", "time", "question", "address"), LANGUAGES)
def test_each_language_is_known_by_its_time_stamp(stamp, time, question, address):
    later = time.replace("13", "28", 1)
    survey = read(
        f'{stamp},{address},"{question} "\n{time},ava@example.com,10\n{later},bo@example.com,7\n{later},,0\n'
    )
    assert (survey.format, survey.confidence) == ("google_forms", "exact")
    assert set(survey.kinds.values()) == {"nps"}
    assert str(survey.rows[0]["instant"]) == "2026-02-13 19:07:17"
    assert survey.column("customer_key")[2] is None
    assert len(set(survey.column("customer_key"))) == 3
    assert "example.com" not in str(survey.rows)


def test_rows_have_no_id_so_content_makes_one_and_a_longer_file_keeps_it():
    short = "Timestamp,Rate us\n2/13/2026 10:00:00,5\n2/13/2026 10:00:00,5\n2/14/2026 11:00:00,3\n"
    longer = short.replace("Rate us\n", "Rate us\n2/12/2026 09:00:00,1\n") + "2/15/2026 12:00:00,4\n"
    first, second = read(short), read(longer)
    assert first.column("response_id") == read(short).column("response_id")
    assert set(first.column("response_id")) < set(second.column("response_id"))
    assert first.column("survey")[0] == second.column("survey")[0]


def test_an_id_made_from_content_does_not_depend_on_names():
    text = "Timestamp,Your name,Rate us\n2/13/2026 10:00:00,{},5\n"
    assert read(text.format("Ava")).column("response_id") == read(text.format("Bo")).column("response_id")


def test_a_log_that_begins_with_a_time_stamp_is_no_form():
    raw = raw_table("Timestamp,Order ID,Total\n2/13/2026 10:00:00,1001,19.90\n")
    assert google_forms.FORMAT.fits(raw) == 0


def test_a_form_without_a_score_keeps_its_answers(shared):
    survey = read_file(shared / "real" / "google_forms_viewers.csv")
    assert (survey.format, survey.rows_in, survey.reasons) == ("google_forms", 82, [])
    assert survey.kinds["Country"] == "choice"
    assert survey.scores("Country") == [None] * 82
    assert survey.segments[0] == "segment.country"


@pytest.mark.parametrize(("name", "score"), [("google_forms_it.csv", 10), ("google_forms_pl.csv", 9)])
def test_the_examples(shared, name, score):
    survey = read_file(shared / "examples" / "surveys" / name)
    assert survey.format == "google_forms"
    assert (survey.rows[0]["kind"], survey.rows[0]["score"]) == ("nps", score)
    assert str(survey.rows[0]["instant"]) == "2026-02-12 19:07:17"


@pytest.mark.parametrize(
    "header",
    ["Informazioni cronologiche,Indirizzo email,La tua ordinazione,Totale (€)",
     "Sygnatura czasowa,E-mail,Twoje zamówienie,Kwota"],
)  # fmt: skip
def test_a_form_that_takes_orders_with_what_each_came_to_holds_orders(header):
    rows = (f"2026-03-0{n} 10:11:12,a{n}@example.com,2 pizze,{n}4.50" for n in range(1, 8))
    raw = raw_table("\n".join((header, *rows)) + "\n")
    assert google_forms.FORMAT.fits(raw) == 0
    assert platform.choose(raw)[0].kind == "orders"


def test_one_question_about_several_things_is_a_form_even_if_one_of_them_is_the_price():
    rows = "".join(
        f"{day:02}/05/2026 10:0{day % 9}:00,{day % 5 + 1},4,5,a@example.com\n" for day in range(1, 28)
    )
    header = "Carimbo de data/hora,Avalie [Entrega],Avalie [Produto],Avalie [Preço],E-mail"
    found = read(f"{header}\n{rows}")
    assert found.format == "google_forms"
    assert set(found.kinds) == set(header.split(",")[1:4])


def test_a_log_of_what_visitors_did_is_no_form():
    rows = [f"2026-02-{n:02d} 19:07:{n:02d},{n % 3},{event},/mugs" for n, event in enumerate(EVENTS * 4, 1)]
    raw = raw_table("\n".join(["timestamp,user_id,event_name,page", *rows]) + "\n")
    assert platform.recognise(raw) is None


EVENTS = ["page_view", "add_to_cart", "scroll"]


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        (
            "ご購入にどの程度満足していますか？",  # noqa: RUF001 - Japanese
            ["とても不満", "不満", "どちらでもない", "満足", "とても満足"],
        ),
        (
            "Alışverişinizden ne kadar memnunsunuz?",  # noqa: RUF001 - Turkish
            ["Hiç memnun değilim", "Memnun değilim", "Kararsızım", "Memnunum", "Çok memnunum"],  # noqa: RUF001
        ),
    ],
)
def test_satisfaction_in_words_is_graded_in_japanese_and_turkish(question, answers):
    rows = "".join(f"2026-02-{n:02d} 10:0{n % 7}:00,{answer}\n" for n, answer in enumerate(answers * 5, 1))
    survey = read(f"タイムスタンプ,{question}\n{rows}")
    assert set(survey.kinds.values()) == {"satisfaction"}
    assert survey.scores(question)[:5] == [1, 2, 3, 4, 5]
