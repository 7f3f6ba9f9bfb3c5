from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.surveys.question_kinds import ColumnQuestion, recognise
from engagement.sources.surveys.scores import Tally

TEN = [str(n) for n in range(11)]
SEVEN = [str(n) for n in range(1, 8)]
FIVE = [str(n) for n in range(1, 6)]

RECOMMEND = [
    "How likely are you to recommend us to a friend or colleague?",
    "How likely is it that you would recommend Acme?",
    "Quanto è probabile che ci consigli a un amico?",
    "Con quale probabilità consiglieresti il nostro negozio?",
    "Quanto raccomanderesti questo negozio ai tuoi amici?",
    "¿Qué probabilidad hay de que nos recomiendes a un amigo?",
    "¿Recomendaría nuestra tienda?",
    "Jak prawdopodobne jest, że polecisz nas znajomemu?",
    "Czy poleciłbyś nasz sklep?",
    "Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen?",
    "Würden Sie uns einem Freund empfehlen?",
    "Quelle est la probabilité que vous nous recommandiez à un ami ?",
    "Conseilleriez-vous notre boutique ?",
    "Qual a probabilidade de você nos recomendar a um amigo?",
    "Você indicaria a nossa loja?",
    "NPS",
    "Net Promoter Score",
]
EASY = [
    "The company made it easy for me to handle my issue",
    "How easy was it to find what you needed?",
    "Ease of checkout",
    "Quanto è stato facile completare l'acquisto?",
    "È stato semplice trovare il prodotto?",
    "¿Qué tan fácil fue comprar?",
    "Jak łatwo było złożyć zamówienie?",
    "Wie einfach war die Bestellung?",
    "À quel point était-il facile de commander ?",
    "Foi fácil encontrar o produto?",
]
MUCH_EFFORT = [
    "How much effort did you personally have to put forth to handle your request?",
    "Quanto sforzo hai dovuto fare per risolvere il problema?",
    "¿Cuánto esfuerzo tuviste que hacer?",
    "Ile wysiłku kosztowało Cię złożenie zamówienia?",
    "Wie viel Aufwand hatten Sie?",
    "Combien d'efforts avez-vous dû fournir ?",
    "Quanto esforço você teve que fazer?",
    "How difficult was it to return the item?",
]
SATISFIED = [
    "How satisfied are you with your order?",
    "Overall satisfaction",
    "CSAT",
    "Quanto sei soddisfatto del servizio?",
    "¿Qué tan satisfecho está con su compra?",
    "Jak bardzo jesteś zadowolony z zakupu?",
    "Wie zufrieden sind Sie mit der Lieferung?",
    "Êtes-vous satisfait de votre commande ?",
    "Quão satisfeito você está com a entrega?",
    "How satisfied are you with the ease of checkout?",
]


def ask(wording: str, *answers: str) -> ColumnQuestion:
    counts = Counter(answers)
    question = recognise(wording, Tally(list(counts), list(counts.values())))
    assert question is not None
    return question


@pytest.mark.parametrize("wording", RECOMMEND)
def test_recommending_on_0_to_10_is_nps_in_every_language(wording):
    question = ask(wording, *TEN)
    assert (question.kind, question.low, question.high) == ("nps", 0, 10)
    assert question.scores == tuple(map(float, range(11)))


@pytest.mark.parametrize("wording", RECOMMEND[:-2])
def test_recommending_on_1_to_5_is_a_rating_and_says_so(wording):
    question = ask(wording, *FIVE)
    assert (question.kind, question.low, question.high) == ("rating", 1, 5)
    assert "not NPS" in str(question.warnings[0])


@pytest.mark.parametrize("answer", ["0", "8", "9", "10"])
def test_one_answer_that_only_0_to_10_has_is_proof(answer):
    assert ask(RECOMMEND[0], "5", answer).kind == "nps"


def test_a_named_scale_of_0_to_10_is_proof_too():
    assert ask("How likely are you to recommend us (0-10)?", "6", "7").kind == "nps"
    assert ask("On a scale from 0 to 10, would you recommend us?", "6").kind == "nps"


def test_a_recommendation_that_is_named_1_to_10_is_nps_and_says_so():
    question = ask("Would you recommend us (1-10)?", "3", "9", "10")
    assert (question.kind, question.low, question.high) == ("nps", 1, 10)
    assert "was asked from 1 to 10" in str(question.warnings[0])


def test_recommending_with_yes_and_no_is_a_choice():
    assert ask("Would you recommend us?", "Yes", "No", "Yes", "Yes").kind == "choice"


def test_words_at_the_ends_of_an_nps_scale_are_read_as_its_numbers():
    labels = ("0 - Not at all likely", "5", "9", "10 - Extremely likely")
    assert ask(RECOMMEND[0], *labels).scores == (0, 5, 9, 10)
    assert ask(RECOMMEND[0], "Not at all likely - 0", "7", "Extremely likely - 10").scores == (0, 7, 10)


@pytest.mark.parametrize("wording", EASY)
@pytest.mark.parametrize("scale", [FIVE, SEVEN])
def test_easy_is_effort_where_a_high_answer_is_good(wording, scale):
    question = ask(wording, *scale)
    assert (question.kind, question.low, question.high) == ("effort", 1, len(scale))
    assert question.reversed is False
    assert question.warnings == ()


@pytest.mark.parametrize("wording", MUCH_EFFORT)
def test_an_amount_of_effort_is_reversed(wording):
    question = ask(wording, *FIVE)
    assert (question.kind, question.reversed) == ("effort", True)
    assert question.warnings == ()


def test_ends_that_name_an_amount_leave_the_direction_to_the_wording():
    much = ask("How much effort was it? (1 = very little, 5 = a lot)", *FIVE)
    assert (much.kind, much.reversed, much.warnings) == ("effort", True, ())


def test_little_effort_is_easy():
    assert ask("It took little effort to order", *FIVE).reversed is False


@pytest.mark.parametrize("wording", ["How easy or difficult was it?", "Customer effort score", "CES"])
def test_a_direction_that_nothing_tells_is_doubted_aloud(wording):
    question = ask(wording, *SEVEN)
    assert (question.kind, question.reversed) == ("effort", False)
    assert "does not say" in str(question.warnings[0])


def test_words_at_the_ends_tell_the_direction():
    low_is_easy = ask("How easy or difficult was it?", "1 - Very easy", "3", "5 - Very difficult")
    assert (low_is_easy.reversed, low_is_easy.warnings) == (True, ())
    high_is_easy = ask("Facile o difficile?", "1 (Molto difficile)", "4", "7 (Molto facile)")
    assert (high_is_easy.reversed, high_is_easy.high) == (False, 7)


@pytest.mark.parametrize("wording", SATISFIED)
def test_satisfaction_is_known_by_its_word(wording):
    question = ask(wording, *FIVE)
    assert (question.kind, question.low, question.high, question.reversed) == ("satisfaction", 1, 5, False)


@pytest.mark.parametrize(
    ("answers", "scale"),
    [(SEVEN, (1, 7)), (TEN[1:], (1, 10)), (TEN, (0, 10)), (["20", "85", "100", "55"], (0, 100))],
)
def test_satisfaction_keeps_the_scale_of_its_answers(answers, scale):
    question = ask("How satisfied are you?", *answers)
    assert (question.kind, (question.low, question.high)) == ("satisfaction", scale)


@pytest.mark.parametrize("wording", ["Quality", "How was your visit?", "Rating", "Jak oceniasz dostawę?"])
def test_a_bare_1_to_5_is_a_rating_never_satisfaction(wording):
    question = ask(wording, *FIVE)
    assert (question.kind, question.low, question.high) == ("rating", 1, 5)


@pytest.mark.parametrize(
    "labels",
    [
        "Very satisfied|Satisfied|Neither satisfied nor dissatisfied|Dissatisfied|Very dissatisfied",
        "Extremely satisfied|Somewhat satisfied|Neutral|Somewhat dissatisfied|Extremely dissatisfied",
        "Extremely satisfied|Very satisfied|Somewhat satisfied|Not so satisfied|Not at all satisfied",
        "Molto soddisfatto|Soddisfatto|Né soddisfatto né insoddisfatto|Insoddisfatto|Molto insoddisfatto",
        "Molto soddisfatta|Abbastanza soddisfatta|Neutrale|Poco soddisfatta|Per niente soddisfatta",
        "Muy satisfecho|Satisfecho|Ni satisfecho ni insatisfecho|Insatisfecho|Muy insatisfecho",
        "Bardzo zadowolony|Zadowolony|Ani zadowolony, ani niezadowolony|Niezadowolony|Bardzo niezadowolony",
        "Zdecydowanie zadowolona|Raczej zadowolona|Neutralnie|Raczej niezadowolona|Bardzo niezadowolona",
        "Sehr zufrieden|Zufrieden|Weder zufrieden noch unzufrieden|Unzufrieden|Sehr unzufrieden",
        "Sehr zufrieden|Eher zufrieden|Teils, teils|Eher unzufrieden|Sehr unzufrieden",
        "Très satisfait|Satisfait|Ni satisfait ni insatisfait|Insatisfait|Très insatisfait",
        "Muito satisfeito|Satisfeito|Nem satisfeito nem insatisfeito|Insatisfeito|Muito insatisfeito",
    ],
)
def test_satisfied_in_words_is_5_to_1_whatever_the_question_is_called(labels):
    question = ask("Q4", *labels.split("|"))
    assert (question.kind, question.low, question.high) == ("satisfaction", 1, 5)
    assert question.scores == (5, 4, 3, 2, 1)


@pytest.mark.parametrize(
    "labels",
    [
        "Strongly agree|Agree|Neither agree nor disagree|Disagree|Strongly disagree",
        "Totalmente d'accordo|D'accordo|Neutrale|In disaccordo|Totalmente in disaccordo",
        "Totalmente de acuerdo|De acuerdo|Neutral|En desacuerdo|Totalmente en desacuerdo",
        "Zdecydowanie się zgadzam|Zgadzam się|Trudno powiedzieć|Nie zgadzam się|Zdecydowanie się nie zgadzam",
        "Stimme voll und ganz zu|Stimme eher zu|Weder noch|Stimme eher nicht zu|Stimme überhaupt nicht zu",
        "Tout à fait d’accord|D’accord|Ni d’accord ni pas d’accord|Pas d’accord|Pas du tout d’accord",
        "Concordo totalmente|Concordo|Neutro|Discordo|Discordo totalmente",
    ],
)
def test_agreement_in_words_is_a_rating_unless_the_statement_is_about_effort(labels):
    plain = ask("The shop is beautiful", *labels.split("|"))
    assert (plain.kind, plain.scores, plain.high) == ("rating", (5, 4, 3, 2, 1), 5)
    easy = ask("The shop made it easy to buy", *labels.split("|"))
    assert (easy.kind, easy.scores, easy.reversed) == ("effort", (5, 4, 3, 2, 1), False)
    assert ask("I had to put in a lot of effort", *labels.split("|")).reversed is True


def test_seven_degrees_of_agreement_are_a_scale_of_seven():
    labels = (
        "Strongly agree|Agree|Somewhat agree|Neither agree nor disagree|Somewhat disagree|Disagree|"
        "Strongly disagree"
    )
    question = ask("The company made it easy", *labels.split("|"))
    assert (question.kind, question.low, question.high) == ("effort", 1, 7)
    assert question.scores == (7, 6, 5, 4, 3, 2, 1)


def test_easy_in_words_is_effort():
    question = ask("Checkout", "Very easy", "Easy", "Neutral", "Difficult", "Very difficult")
    assert (question.kind, question.scores, question.reversed) == ("effort", (5, 4, 3, 2, 1), False)


@pytest.mark.parametrize(
    ("wording", "labels", "kind", "scores", "turned"),
    [
        ("Quanto sei soddisfatto?", "Molto|Abbastanza|Poco|Per niente", "satisfaction", (5, 4, 2, 1), False),
        ("Wie zufrieden sind Sie?", "Sehr|Weniger|Gar nicht", "satisfaction", (5, 2, 1), False),
        ("How much effort was it?", "Very low|Low|Neutral|High|Very high", "effort", (1, 2, 3, 4, 5), True),
        ("Ile wysiłku?", "Bardzo dużo|Mało|Wcale", "effort", (5, 2, 1), True),
    ],
)
def test_bare_degrees_answer_what_the_question_names(wording, labels, kind, scores, turned):
    question = ask(wording, *labels.split("|"))
    assert (question.kind, question.scores, question.reversed) == (kind, scores, turned)


def test_bare_degrees_without_a_topic_are_a_choice():
    assert ask("Rain?", *(["A little", "A lot", "Not at all"] * 4)).kind == "choice"


def test_a_satisfaction_scale_that_starts_with_the_best_is_reversed():
    ends = ask("How satisfied are you? (1 = very satisfied, 5 = very dissatisfied)", "1", "2", "4")
    assert (ends.kind, ends.reversed) == ("satisfaction", True)


@pytest.mark.parametrize(
    ("wording", "kind"),
    [
        ("Comment évaluez-vous ces produits ?", "rating"),
        ("Rate our sustainability efforts", "rating"),
        ("How satisfied are you with the products we recommended?", "satisfaction"),
        ("How likely are you to buy again?", "rating"),
        ("Number of orders", "number"),
    ],
)
def test_a_word_that_only_looks_like_a_topic_is_none(wording, kind):
    assert ask(wording, *FIVE).kind == kind


def test_good_and_bad_tickets_are_the_ends_of_satisfaction():
    question = ask("Satisfaction rating", "good", "bad", "offered", "Bad", "goodwithcomment")
    assert (question.kind, question.scores, question.high) == ("satisfaction", (5, 1, None, 1, 5), 5)
    assert question.warnings == ()


def test_satisfied_as_1_and_0_is_the_ends_of_satisfaction_too():
    question = ask("Satisfied", "1", "0", "1", "1")
    assert (question.kind, question.scores, question.low, question.high) == ("satisfaction", (5, 1), 1, 5)


def test_excellent_to_poor_is_a_rating():
    question = ask("Delivery", "Excellent", "Very good", "Good", "Fair", "Poor")
    assert (question.kind, question.scores) == ("rating", (5, 4, 3, 2, 1))


def test_not_applicable_is_no_answer_and_no_complaint():
    question = ask("How satisfied are you?", "Very satisfied", "N/A", "Dissatisfied")
    assert (question.scores, question.warnings) == ((5, None, 2), ())


def test_a_stray_code_is_left_out_and_told():
    question = ask(RECOMMEND[0], *(["9"] * 60), "0", "99")
    assert question.kind == "nps"
    assert question.scores == (9, 0, None)
    assert "1 answer to" in str(question.warnings[0])


@pytest.mark.parametrize(
    ("answers", "scores"),
    [
        (["5 stars", "1 star"], (5, 1)),
        (["★★★★☆", "★"], (4, 1)),
        (["4/5", "2/5"], (4, 2)),
        (["4,5", "3"], (4.5, 3)),
        (["4.0", "5.0"], (4, 5)),
        (["3 out of 5", "5 out of 5"], (3, 5)),
    ],
)
def test_stars_fractions_and_decimals_are_ratings_of_five(answers, scores):
    question = ask("Your rating", *answers)
    assert (question.kind, question.scores, question.high) == ("rating", scores, 5)


@pytest.mark.parametrize(
    ("wording", "answers"),
    [
        ("How many orders did you place?", ["1", "2", "3", "0"]),
        ("Ile razy kupowałaś?", ["1", "2", "12"]),
        ("Age", ["31", "45", "22"]),
        ("Order value", ["19.90", "240.00", "7.50"]),
    ],
)
def test_a_count_or_a_measure_is_a_number_not_a_rating(wording, answers):
    question = ask(wording, *answers)
    assert (question.kind, question.low) == ("number", None)


@pytest.mark.parametrize(
    ("wording", "answers", "kind"),
    [
        ("Which size?", ["S", "M", "L", "M", "S", "M", "L", "M"], "choice"),
        ("Age", ["18 - 24", "60+", "45 - 59", "18 - 24"], "choice"),
        ("Kids' table until", ["10 or younger", "12", "21 or older", "12", "12", "12"], "choice"),
        ("Comment", ["ok"], "comment"),
        ("Commenti", ["Ottimo"], "comment"),
        ("Dlaczego?", ["Szybko", "Tanio"], "comment"),
        ("Q7", [f"a sentence that differs, number {i}" for i in range(30)], "comment"),
        ("Sides - Green beans/green bean casserole", ["Green beans/green bean casserole"], "choice"),
        ("Blue", ["Blue"] * 3, "choice"),
        ("Subscribed", ["1", "0", "1", "1"], "choice"),
    ],
)
def test_what_is_no_score_is_a_choice_or_a_comment(wording, answers, kind):
    assert ask(wording, *answers).kind == kind


def test_a_column_that_nobody_answered_is_no_question():
    assert recognise("How satisfied are you?", Tally([], [])) is None


@given(
    st.sampled_from(RECOMMEND + EASY + MUCH_EFFORT + SATISFIED),
    st.lists(st.sampled_from(TEN), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_of_answers_nor_case_changes_a_question(wording, answers, dice):
    shuffled = list(answers)
    dice.shuffle(shuffled)
    first, second = ask(wording, *answers), ask(f"  {wording.upper()} ", *shuffled)
    assert (first.kind, first.low, first.high, first.reversed) == (
        second.kind,
        second.low,
        second.high,
        second.reversed,
    )


@given(st.sampled_from(RECOMMEND + EASY + SATISFIED + ["Quality", "Q3"]), st.lists(st.text(max_size=40)))
def test_any_text_is_read_and_no_score_leaves_its_scale(wording, answers):
    counts = Counter(answer for answer in answers if answer.strip())
    question = recognise(wording, Tally(list(counts), list(counts.values())))
    if question is None or question.scores is None:
        return
    assert len(question.scores) == len(counts)
    if question.low is not None and question.high is not None:
        assert all(s is None or question.low <= s <= question.high for s in question.scores)


@pytest.mark.parametrize("answer", ["{n}/10", "{n} out of 10"])
def test_a_mark_out_of_ten_does_not_say_that_the_scale_begins_at_one(answer):
    found = ask("How likely are you to recommend us?", *(answer.format(n=n) for n in range(2, 11)))
    assert (found.kind, found.low, found.high, found.warnings) == ("nps", 0, 10, ())


def test_a_share_that_judges_nothing_is_a_number():
    shares = Tally(["10%", "20 %", "55,5%"], [4, 5, 6])
    question = recognise("What part of your clothes do you buy from us?", shares)
    assert question is not None
    assert (question.kind, question.scores) == ("number", (10, 20, 55.5))


@pytest.mark.parametrize(
    "name", ["course_day", "Week", "Giorno del corso", "Día", "Tydzień", "Kurstag", "Jour de la semaine"]
)
def test_a_point_in_time_is_no_mark(name):
    tally = Tally(["1", "2", "3", "4", "5"], [6, 6, 6, 6, 6])
    assert recognise(name, tally).kind == "number"


def test_marks_of_which_one_is_the_best_are_read_so():
    tally = Tally(["1", "2", "3", "4", "5", "6"], [9, 8, 4, 3, 2, 1])
    asked = recognise("Wie bewerten Sie unseren Service? (1 = sehr gut, 6 = ungenügend)", tally)
    assert (asked.kind, asked.low, asked.high, asked.reversed) == ("rating", 1, 6, True)
    assert recognise("Rate our shop (1 = very bad, 6 = very good)", tally).reversed is False
