"""What counts is no respondent: answers counted by day, visitors by the hour. And who answers is one."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.formats.surveys import google_forms
from engagement.sources.lookalikes import counted_answers
from tests.sources.formats.survey_files import raw_table
from tests.sources.voices import drop, refused, written

COUNTS = "counts answers"
#: The answers to one question as headers, in the order of a file.
ANSWERS = {
    "nps": ("Promoters", "Passives", "Detractors"),
    "nps it": ("Promotori", "Passivi", "Detrattori"),
    "nps es": ("Promotores", "Pasivos", "Detractores"),
    "nps pl": ("Promotorzy", "Neutralni", "Krytycy"),
    "nps de": ("Promotoren", "Passive", "Detraktoren"),
    "nps beside": ("# of Promoters", "# of Passives", "# of Detractors"),
    "stars": ("5 stars", "4 stars", "3 stars", "2 stars", "1 star"),
    "signs": ("★★★★★", "★★★★", "★★★", "★★", "★"),
    "scores": tuple(f"Score {step}" for step in range(11)),
    "stelle": ("1 stella", "2 stelle", "3 stelle", "4 stelle", "5 stelle"),
    "ocena": ("Ocena 1", "Ocena 2", "Ocena 3", "Ocena 4", "Ocena 5"),
    "words": ("Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"),
    "parole": ("Molto soddisfatto", "Soddisfatto", "Neutrale", "Insoddisfatto"),
    "palabras": ("Muy satisfecho", "Satisfecho", "Neutral", "Insatisfecho"),
    "faces": ("😀", "🙂", "😐", "🙁"),
    "question": tuple(f"How easy was it? [{word}]" for word in ("Very easy", "Easy", "Neutral", "Difficult")),
}
DAYS = ("Date", "Data", "Fecha", "Dzień", "Datum", "Timestamp", "Week")


@given(
    st.sampled_from(sorted(ANSWERS)),
    st.sampled_from(DAYS),
    st.booleans(),
    st.sampled_from(["", "Total", "Responses", "Liczba odpowiedzi"]),
    st.lists(st.lists(st.integers(0, 40), min_size=11, max_size=11), min_size=4, max_size=30),
)
def test_a_table_that_counts_answers_is_named_and_nobody_answers_in_it(
    tmp_path_factory, kind, day, turned, total, counts
):
    answers = ANSWERS[kind][::-1] if turned else ANSWERS[kind]
    header = [day, *answers, *([total] if total else [])]
    lines = [",".join(header)]
    for n, row in enumerate(counts):
        cells = [max(2, row[0]), *row[1 : len(answers)]]
        whole = [sum(cells)] if total else []
        lines.append(",".join(map(str, [f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}", *cells, *whole])))
    path = written(tmp_path_factory.mktemp("counted"), "\n".join(lines) + "\n")
    assert COUNTS in refused(path)


@pytest.mark.parametrize(
    "header",
    [
        "Score,Responses",
        "Voto,Numero risposte",
        "Puntuación,Respuestas",
        "Ocena,Liczba odpowiedzi",
        "Note,Anzahl",
    ],
)
def test_how_often_each_answer_was_given_is_no_list_of_answers(tmp_path, header):
    path = written(tmp_path, "\n".join([header, *(f"{step},{step * 7 + 3}" for step in range(11))]) + "\n")
    assert COUNTS in refused(path)
    dated = [f"2026-03-0{day},{step},{step + 3}" for day in range(1, 8) for step in range(11)]
    path = written(tmp_path, "\n".join([f"Date,{header}", *dated]) + "\n", "dated.csv")
    assert COUNTS in refused(path)


@pytest.mark.parametrize(
    "header", ["Pedido,Fecha,Cantidad,Precio", "Ordine,Data,Quantità,Prezzo", "Zamówienie,Data,Liczba,Cena"]
)
def test_numbers_of_few_orders_with_quantities_are_no_marks(tmp_path, header):
    lines = [f"{n},2026-03-{n:02},{n % 3 + 1},10.00" for n in range(1, 11)]
    (imported,) = drop(written(tmp_path, "\n".join([header, *lines]) + "\n"))
    assert (imported.report.kind, imported.report.counts["orders"]) == ("orders", 10)


def test_numbered_questions_and_marks_in_columns_are_answers_of_people(tmp_path):
    numbered = "Timestamp,Name?,Voto 1,Voto 2,Voto 3,Voto 4,Voto 5\n" + "".join(
        f"2/{n + 1}/2026 10:0{n % 7}:13,p{n},{n % 5 + 1},4,5,{(n * 3) % 5 + 1},3\n" for n in range(20)
    )
    imported = drop(written(tmp_path, numbered))
    assert sum(one.report.rows_kept for one in imported) == 20
    content = "Date,Email,Very satisfied,Satisfied,Dissatisfied\n" + "".join(
        f"2026-03-{n + 1:02},p{n}@example.com,{int(n % 3 == 0)},{int(n % 3 == 1)},{int(n % 3 == 2)}\n"
        for n in range(20)
    )
    assert not counted_answers.are_counts(raw_table(content))


@given(
    st.sampled_from(["Timestamp", "timestamp", "Marca temporal", "Zeitstempel", "Sygnatura czasowa"]),
    st.sampled_from(
        ["visitors", "Visits", "Sessions", "Visitatori", "Visitas", "Wizyty", "footfall", "Count in"]
    ),
    st.sampled_from([1, 5, 15, 60, 1440]),
    st.lists(st.integers(0, 400), min_size=12, max_size=60),
    st.booleans(),
)
def test_what_a_machine_counts_under_a_time_stamp_is_no_form(stamp, counted, minutes, counts, device):
    start = datetime(2026, 2, 1)
    beside = ("device",) if device else ()
    lines = [",".join([stamp, counted, *beside])]
    for n, count in enumerate(counts):
        lines.append(
            ",".join([str(start + n * timedelta(minutes=minutes)), str(count), *(["web"] if device else [])])
        )
    raw = raw_table("\n".join(lines) + "\n")
    assert google_forms.FORMAT.fits(raw) == 0


@given(st.lists(st.integers(0, 10), min_size=12, max_size=40), st.booleans(), st.booleans())
def test_a_form_with_a_mark_or_with_words_stays_one(tmp_path_factory, scores, words, worded):
    question = "How likely are you to recommend us?" if worded else "Score"
    header = f"Timestamp,{question}" + (",What did you like" if words else "")
    lines = [
        f"2/{n % 28 + 1}/2026 1{n % 10}:{(n * 7) % 60:02}:{(n * n) % 60:02},{score}"
        + (f",it was {n}" if words else "")
        for n, score in enumerate(scores)
    ]
    (imported,) = drop(written(tmp_path_factory.mktemp("form"), "\n".join([header, *lines]) + "\n"))
    assert (imported.report.format, imported.report.rows_kept) == ("google_forms", len(scores))


def test_visitors_by_the_hour_are_visits_of_the_web(tmp_path):
    lines = [f"2026-02-0{n // 24 + 1} {n % 24:02}:00:00,web,{3 + n % 8},{30 + n}" for n in range(72)]
    imported = drop(written(tmp_path, "\n".join(["timestamp,channel,sessions,pageviews", *lines]) + "\n"))
    assert [one.report.kind for one in imported] == ["web"]
    visits = imported[0].tables["sessions"].column("sessions").to_pylist()
    assert sum(visits) == sum(3 + n % 8 for n in range(72))
