"""A file in another alphabet, or from a Mac, is read right, or the card says what is in doubt."""

# ruff: noqa: RUF001 - other alphabets are the matter
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.recognition.recipes import Recipe
from engagement.sources.text.decode import code_page, decode

if TYPE_CHECKING:
    from pathlib import Path

#: Invented files, headers and names in the language.
TEXTS = {
    "ru": "Имя;Город;Сумма;Статус\nАнна Иванова;Москва;1200;оплачен\nОльга Петрова;Казань;980;отменён\n",
    "bg": "Име;Град\nИван Петров;София\n",
    "uk": "Ім'я;Місто\nОлена;Київ\nЇжак;Львів\n",
    "sr": "Име;Град\nЉубица;Ниш\n",
    "el": "Όνομα;Πόλη;Ποσό\nΜαρία Παπαδοπούλου;Αθήνα;12,50\n",
    "tr": "İsim;Şehir;Tutar\nAyşe Yılmaz;İstanbul;12,50\nÇağrı Öztürk;Iğdır;3\n",
    "pl": "Imię;Miasto\nŁukasz;Łódź\nŻółć;Kraków\n",
    "cs": "Jméno;Město\nJiří Dvořák;Plzeň\nŠárka;Ústí\n",
    "hu": "Név;Város\nGyörgyi Szűcs;Győr\n",
    "de": "Straße;Größe\nMünchen;Übung\n",
    "fr": "Prénom;Région\nFrançois;Île-de-France, œuvre, été\n",
    "it": "Città;Nota\nForlì;perché\n",
    "es": "País;Año\nEspaña;mañana, señor, ¿qué?\n",
    "sv": "Namn;Ort\nÅsa Öberg;Malmö\n",
    "several": "Name;City\nFrançois;Zürich\nJosé;São Paulo\nÅsa;Malmö\nAnaïs;Besançon\n",
    "loud": "NOME;CITTÀ\nNICCOLÒ;FORLÌ\n",
    "signs": "Name;Note\nAva;“fine” – £5 café\n",
}
FEW = {
    "ru": "Name;City\nAnna;Москва\nBen;Rome\n",
    "el": "Name;City\nMaria;Αθήνα\n",
    "tr": "Name;City\nFatma;Iğdır\n",
    "tr_capital": "Name;City\nFatma;İzmir\nAli;Muş\n",
    "pl": "Name;City\nAnna;Łódź\n",
    "de": "Name;City\nJürgen;Berlin\n",
}


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        *(("ru", codec) for codec in ("cp1251", "koi8-r", "mac-cyrillic")),
        *((language, "cp1251") for language in ("bg", "uk", "sr")),
        ("el", "cp1253"),
        ("tr", "cp1254"),
        *((language, codec) for language in ("pl", "cs") for codec in ("cp1250", "iso-8859-2", "mac-latin2")),
        *(("hu", codec) for codec in ("cp1250", "iso-8859-2", "mac-latin2")),
        *(
            (language, codec)
            for language in ("de", "fr", "it", "es", "sv")
            for codec in ("cp1252", "mac-roman")
        ),
        *((name, codec) for name in ("several", "signs") for codec in ("cp1252", "mac-roman")),
        ("loud", "cp1252"),
    ],
)
def test_a_file_is_read_in_its_code_page_without_a_question(language: str, codec: str):
    content = TEXTS[language].encode(codec)
    assert decode(content)[0] == TEXTS[language]
    assert code_page(content).others == ()


@pytest.mark.parametrize(
    ("language", "codec"),
    [
        *(("ru", codec) for codec in ("cp1251", "koi8-r", "mac-cyrillic")),
        ("el", "cp1253"),
        *((name, "cp1254") for name in ("tr", "tr_capital")),
        *(("pl", codec) for codec in ("cp1250", "iso-8859-2", "mac-latin2")),
        ("de", "cp1252"),
    ],
)
def test_a_few_letters_are_enough(language: str, codec: str):
    assert decode(FEW[language].encode(codec))[0] == FEW[language]


@pytest.mark.parametrize(("word", "codec"), [("Beşiktaş", "cp1254"), ("Jürgen", "mac-roman")])
def test_what_may_be_two_words_of_two_languages_is_in_doubt(word: str, codec: str):
    assert codec in code_page(f"Name;City\nAnna;{word}\n".encode(codec)).others


_ORDERS = (
    "Name,Email,Financial Status,Created at,Total,Currency,Lineitem name,Lineitem quantity,Lineitem price"
)
_ROW = "#1,ava@example.com,paid,2025-01-05 10:00:00 +0000,20.00,EUR,Beşiktaş,1,20.00"


def test_the_card_says_the_doubt_and_an_answer_reads_the_file_anew(tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(f"{_ORDERS}\n{_ROW}\n".encode("cp1254"))

    def products(hints: Hints = Hints(), **fields: Any) -> tuple[list[str], str, str | None]:  # noqa: B008
        (found,) = reading.read(path, path.name, key=b"k" * 32, hints=hints, **fields)
        (doubt,) = [d for d in found.report.doubts if d.about == "encoding"]
        assert {"cp1250", "cp1254"} <= set(doubt.choices)
        told = None if doubt.sentence is None else str(doubt.sentence)
        return found.tables["lines"].column("product").to_pylist(), found.report.shape, told

    garbled, shape, told = products()
    assert garbled == ["Beţiktaţ"]
    assert told == "Nothing in the file proves how its letters are coded. Check these words: Beţiktaţ"
    assert products(Hints(answers={"encoding": "cp1254"})) == (["Beşiktaş"], shape, None)
    recipe = Recipe(shape, "orders", {}, answers={"encoding": "cp1254"})
    assert products(recipes=[recipe]) == (["Beşiktaş"], shape, None)


def test_an_answer_is_found_though_it_changes_the_names_of_columns(tmp_path: Path):
    path = tmp_path / "orders.csv"
    path.write_bytes(f"{_ORDERS},Beşiktaş\n{_ROW},\n".encode("cp1254"))
    (found,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    recipe = Recipe(found.report.shape, "orders", {}, answers={"encoding": "cp1254"})
    (second,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints(), recipes=[recipe])
    assert second.report.columns_ignored[-1:] == ("Beşiktaş",)
    assert second.report.shape == found.report.shape


def test_known_headers_and_not_blanks_between_thousands_decide_on_the_page():
    rows = "".join(f"0{n}.02.2026;{n}\u00a0825;7\u00a0282\n" for n in range(1, 10))
    content = f"Data;Treść;Zasięg;Wyświetlenia;Udostępnienia\n{rows}"
    assert decode(content.encode("cp1250"))[0] == content


def test_words_of_headers_decide_against_the_letters_of_names():
    czech = "Číslo objednávky;Zákazník;Měna\n" + "".join(f"{n};Chloé;1\u00a0{n}00,00 Kč\n" for n in range(9))
    assert decode(czech.encode("cp1250"))[0] == czech
    turkish = (
        "Sipariş No;Müşteri;Kargo Ücreti;Sipariş Durumu\n1;Ayşe;2;Teslim Edildi\n2;Chloé;3;İade Edildi\n"
    )
    assert decode(turkish.encode("cp1254"))[0] == turkish
