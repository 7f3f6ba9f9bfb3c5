"""Month and weekday names, whole and short, in the languages of the files; months in further ones."""

# ruff: noqa: RUF001 - names in other alphabets are no slips of the pen
from __future__ import annotations

import unicodedata
from typing import Final

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

#: Months in languages of which no other word is known here (Dutch, Danish, Norwegian, Swedish, Finnish,
#: Indonesian, Turkish, Romanian, Hungarian, Czech, Slovak, Croatian, Greek, Bulgarian, Russian, Ukrainian):
#: TikTok writes days in the language of its user, below English headers. A name that two languages give
#: to two months is left out; the names are those of the Unicode locale data.
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


def plain(text: str) -> str:
    """Return `text` as names of months are compared: no case, no accents ("Março" is "marco")."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if unicodedata.category(c) != "Mn")


#: Plain month name (no full stop) to its number.
MONTHS: Final[dict[str, int]] = {
    plain(name): number
    for months in (_FURTHER, _MONTHS)
    for number, names in enumerate(months, 1)
    for name in names.split()
}
#: Plain weekday names. "mar" is a month too; the month is looked up first.
WEEKDAYS: Final = frozenset(plain(name) for names in _WEEKDAYS for name in names.split()) | {"feira"}
