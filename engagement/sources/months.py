"""Month and weekday names, whole and short, in en, it, es, pl, de, fr and pt."""

from __future__ import annotations

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

_WEEKDAYS: Final = (
    "monday mon lunedì lunedi lun lunes poniedziałek pon montag mo lundi segunda",
    "tuesday tue tues martedì martedi mar martes wtorek wto wt dienstag di mardi terça",
    "wednesday wed mercoledì mercoledi mer miércoles mié środa śro śr mittwoch mi mercredi quarta",
    "thursday thu thur thurs giovedì giovedi gio jueves jue czwartek czw donnerstag do jeudi jeu quinta",
    "friday fri venerdì venerdi ven viernes vie piątek pią pt freitag fr vendredi sexta",
    "saturday sat sabato sab sábado sáb sobota sob samstag sa samedi sam",
    "sunday sun domenica dom domingo niedziela nie niedz sonntag so dimanche dim",
)

#: Case-folded month name (no full stop) to its number.
MONTHS: Final[dict[str, int]] = {
    name.casefold(): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
#: Case-folded weekday names. "mar" is a month too; the month is looked up first.
WEEKDAYS: Final = frozenset(name.casefold() for names in _WEEKDAYS for name in names.split()) | {"feira"}
