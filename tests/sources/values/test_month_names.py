"""Names of months and weekdays are those of Babel's data; those that were read before are read still."""

# ruff: noqa: RUF001 - names in other alphabets are no slips of the pen
from __future__ import annotations

from typing import Final

import pytest

from engagement.sources.values import month_names
from engagement.sources.values.month_names import MONTHS, WEEKDAYS, plain
from engagement.sources.values.month_names_of_locales import MONTHS_OF_LOCALES, WEEKDAYS_OF_LOCALES

#: All that was kept by hand until the names came from Babel.
_MONTHS: Final = (
    "january jan janv janvier gennaio gen enero ene stycznia styczeń sty januar jänner jän janeiro",
    "february feb febr fevr févr fév février febbraio febrero lutego luty lut februar fevereiro fev",
    "march mar mars marzo marca marzec märz mär mrz março",
    "april apr avr avril aprile abril abr kwietnia kwiecień kwi",
    "may mai maggio mag mayo maja maj maio",
    "june jun juin giugno giu junio czerwca czerwiec cze juni junho",
    "july jul juil juillet luglio lug julio lipca lipiec lip juli julho",
    "august aug aout août aoû agosto ago sierpnia sierpień sie",
    "september sep sept septembre settembre set septiembre setiembre września wrzesień wrz setembro",
    "october oct octobre ottobre ott octubre października październik paź oktober okt outubro out",
    "november nov novembre noviembre listopada listopad lis novembro",
    "december dec déc décembre decembre dicembre dic diciembre grudnia grudzień gru dezember dez dezembro",
)

_FURTHER: Final = (
    (
        "januari tammikuuta tammikuu ocak ianuarie január ledna leden januára siječnja siječanj "
        "ιανουαρίου ιαν ιανουάριος януари января янв январь січня січень"
    ),
    (
        "februari helmikuuta helmikuu şubat februarie február února únor februára veljače veljača "
        "φεβρουαρίου φεβ φεβρουάριος февруари февраля февр февраль лютого лютий"
    ),
    (
        "maart mrt marts maaliskuuta maaliskuu maret mart martie március března březen marec ožujka "
        "ožujak μαρτίου μαρ μάρτιος μάρ март марта мар березня березень"
    ),
    (
        "huhtikuuta huhtikuu nisan aprilie április dubna duben apríla apríl travnja travanj απριλίου απρ "
        "απρίλιος април апреля апр апрель квітня квітень"
    ),
    (
        "mei toukokuuta toukokuu mayıs május května květen mája máj svibnja svibanj μαΐου μάιος μάι май "
        "мая травня травень"
    ),
    (
        "kesäkuuta kesäkuu haziran iunie június června červen júna jún lipnja lipanj ιουνίου ιουν ιούνιος "
        "ιούν юни июня июн июнь червня червень"
    ),
    (
        "heinäkuuta heinäkuu temmuz iulie július července červenec júla júl srpnja srpanj ιουλίου ιουλ "
        "ιούλιος ιούλ юли июля июл июль липня липень"
    ),
    (
        "augustus augusti elokuuta elokuu agustus agu ağustos augusztus srpna srpen augusta kolovoza "
        "kolovoz αυγούστου αυγ αύγουστος αύγ август августа авг серпня серпень"
    ),
    (
        "syyskuuta syyskuu eylül septembrie szeptember září septembra rujna rujan σεπτεμβρίου σεπ "
        "σεπτέμβριος септември сентября сент сентябрь вересня вересень"
    ),
    (
        "lokakuuta lokakuu ekim octombrie október října říjen októbra οκτωβρίου οκτ οκτώβριος октомври "
        "октября окт октябрь жовтня жовтень"
    ),
    (
        "marraskuuta marraskuu kasım noiembrie listopadu novembra studenoga studeni νοεμβρίου νοε "
        "νοέμβριος νοέ ноември ноября нояб ноябрь листопада листопад"
    ),
    (
        "desember des joulukuuta joulukuu aralık decembrie prosince prosinec decembra prosinca prosinac "
        "δεκεμβρίου δεκ δεκέμβριος декември декабря дек декабрь грудня грудень"
    ),
)

_WEEKDAYS: Final = (
    "monday mon lunedì lunedi lun lunes poniedziałek pon montag mo lundi segunda",
    "tuesday tue tues martedì martedi mar martes wtorek wto wt dienstag di mardi terça",
    "wednesday wed mercoledì mercoledi mer miércoles mié środa śro śr mittwoch mi mercredi quarta",
    "thursday thu thur thurs giovedì giovedi gio jueves jue czwartek czw donnerstag do jeudi jeu quinta",
    "friday fri venerdì venerdi ven viernes vie piątek pią pt freitag fr vendredi sexta",
    "saturday sat sabato sab sábado sáb sobota sob samstag sa samedi sam",
    "sunday sun domenica dom domingo niedziela nie niedz sonntag so dimanche dim",
)


def test_the_table_is_what_babel_has_today():
    assert month_names.of_locales("months") == MONTHS_OF_LOCALES
    assert month_names.of_locales("days") == WEEKDAYS_OF_LOCALES


def test_the_table_can_be_written_anew():
    made: dict[str, object] = {}
    exec(compile(month_names.table(), "made", "exec"), made)  # noqa: S102 - our own
    assert (made["MONTHS_OF_LOCALES"], made["WEEKDAYS_OF_LOCALES"]) == (
        MONTHS_OF_LOCALES,
        WEEKDAYS_OF_LOCALES,
    )


@pytest.mark.parametrize("table", [_FURTHER, _MONTHS])
def test_every_month_that_was_known_by_hand_is_known(table: tuple[str, ...]):
    expected = {plain(name): number for number, names in enumerate(table, 1) for name in names.split()}
    assert {name: MONTHS.get(name) for name in expected} == expected


def test_every_weekday_that_was_known_by_hand_is_known():
    assert {plain(name) for names in _WEEKDAYS for name in names.split()} <= WEEKDAYS


@pytest.mark.parametrize("name", ["pro", "led", "sub"])
def test_a_short_name_that_is_another_languages_word_is_no_month(name: str):
    assert name not in MONTHS


def test_of_two_months_with_one_name_that_of_the_files_language_is_meant():
    assert (MONTHS["listopada"], MONTHS["lip"]) == (11, 7)  # Polish; October and June in Croatian
