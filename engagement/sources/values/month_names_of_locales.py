"""Names of months and weekdays by locale, written by `month_names` from Babel's data."""

# ruff: noqa: RUF001 - names in other alphabets are no slips of the pen
from __future__ import annotations

from typing import Final

MONTHS_OF_LOCALES: Final = {
    "en": (
        "january jan | february feb | march mar | april apr | may | june jun | july jul | august aug | "
        "september sep | october oct | november nov | december dec"
    ),
    "it": (
        "gennaio gen | febbraio feb | marzo mar | aprile apr | maggio mag | giugno giu | luglio lug | "
        "agosto ago | settembre set | ottobre ott | novembre nov | dicembre dic"
    ),
    "es": (
        "enero ene | febrero feb | marzo mar | abril abr | mayo may | junio jun | julio jul | agosto ago "
        "| septiembre sept | octubre oct | noviembre nov | diciembre dic"
    ),
    "pl": (
        "stycznia styczeń sty | lutego luty lut | marca marzec mar | kwietnia kwiecień kwi | maja maj | "
        "czerwca czerwiec cze | lipca lipiec lip | sierpnia sierpień sie | września wrzesień wrz | "
        "października październik paź | listopada listopad lis | grudnia grudzień gru"
    ),
    "de": (
        "januar jan | februar feb | märz mär | april apr | mai | juni jun | juli jul | august aug | "
        "september sept sep | oktober okt | november nov | dezember dez"
    ),
    "fr": (
        "janvier janv | février févr | mars | avril avr | mai | juin | juillet juil | août | septembre "
        "sept | octobre oct | novembre nov | décembre déc"
    ),
    "pt": (
        "janeiro jan | fevereiro fev | março mar | abril abr | maio mai | junho jun | julho jul | agosto "
        "ago | setembro set | outubro out | novembro nov | dezembro dez"
    ),
    "nl": (
        "januari jan | februari feb | maart mrt | april apr | mei | juni jun | juli jul | augustus aug | "
        "september sep | oktober okt | november nov | december dec"
    ),
    "da": (
        "januar jan | februar feb | marts mar | april apr | maj | juni jun | juli jul | august aug | "
        "september sep | oktober okt | november nov | december dec"
    ),
    "nb": (
        "januar jan | februar feb | mars mar | april apr | mai | juni jun | juli jul | august aug | "
        "september sep | oktober okt | november nov | desember des"
    ),
    "sv": (
        "januari jan | februari feb | mars | april apr | maj | juni | juli | augusti aug | september sep "
        "| oktober okt | november nov | december dec"
    ),
    "id": (
        "januari jan | februari feb | maret mar | april apr | mei | juni jun | juli jul | agustus agu | "
        "september sep | oktober okt | november nov | desember des"
    ),
    "el": (
        "ιανουαρίου ιανουάριοσ ιαν | φεβρουαρίου φεβρουάριοσ φεβ | μαρτίου μάρτιοσ μαρ μάρ | απριλίου "
        "απρίλιοσ απρ | μαΐου μάιοσ μαΐ μάι | ιουνίου ιούνιοσ ιουν ιούν | ιουλίου ιούλιοσ ιουλ ιούλ |"
        " αυγούστου αύγουστοσ αυγ αύγ | σεπτεμβρίου σεπτέμβριοσ σεπ | οκτωβρίου οκτώβριοσ οκτ | νοεμβρίου"
        " νοέμβριοσ νοε νοέ | δεκεμβρίου δεκέμβριοσ δεκ"
    ),
    "bg": (
        "януари яну | февруари фев | март | април апр | май | юни | юли | август авг | септември сеп | "
        "октомври окт | ноември ное | декември дек"
    ),
    "ru": (
        "января январь янв | февраля февраль февр | марта март мар | апреля апрель апр | мая май | июня "
        "июнь июн | июля июль июл | августа август авг | сентября сентябрь сент | октября октябрь окт | "
        "ноября ноябрь нояб | декабря декабрь дек"
    ),
    "fi": (
        "tammikuuta tammikuu | helmikuuta helmikuu | maaliskuuta maaliskuu | huhtikuuta huhtikuu | "
        "toukokuuta toukokuu | kesäkuuta kesäkuu | heinäkuuta heinäkuu | elokuuta elokuu | syyskuuta "
        "syyskuu | lokakuuta lokakuu | marraskuuta marraskuu | joulukuuta joulukuu"
    ),
    "tr": (
        "ocak | şubat | mart | nisan | mayıs | haziran | temmuz | ağustos | eylül | ekim | kasım | aralık"
    ),
    "ro": (
        "ianuarie | februarie | martie | aprilie | mai | iunie | iulie | august | septembrie | octombrie "
        "| noiembrie | decembrie"
    ),
    "hu": (
        "január | február | március | április | május | június | július | augusztus | szeptember | "
        "október | november | december"
    ),
    "cs": (
        "ledna leden | února únor | března březen | dubna duben | května květen | června červen | "
        "července červenec | srpna srpen | září | října říjen | listopadu listopad | prosince prosinec"
    ),
    "sk": (
        "januára január | februára február | marca marec | apríla apríl | mája máj | júna jún | júla júl "
        "| augusta august | septembra september | októbra október | novembra november | decembra december"
    ),
    "hr": (
        "siječnja siječanj | veljače veljača | ožujka ožujak | travnja travanj | svibnja svibanj | lipnja"
        " lipanj | srpnja srpanj | kolovoza kolovoz | rujna rujan | listopada listopad | studenoga "
        "studeni | prosinca prosinac"
    ),
    "uk": (
        "січня січень | лютого лютий | березня березень | квітня квітень | травня травень | червня "
        "червень | липня липень | серпня серпень | вересня вересень | жовтня жовтень | листопада листопад"
        " | грудня грудень"
    ),
}

WEEKDAYS_OF_LOCALES: Final = {
    "en": (
        "monday mon | tuesday tue | wednesday wed | thursday thu | friday fri | saturday sat | sunday sun"
    ),
    "it": (
        "lunedì lun | martedì mar | mercoledì mer | giovedì gio | venerdì ven | sabato sab | domenica dom"
    ),
    "es": ("lunes lun | martes mar | miércoles mié | jueves jue | viernes vie | sábado sáb | domingo dom"),
    "pl": (
        "poniedziałek pon | wtorek wt | środa śr | czwartek czw | piątek pt | sobota sob | niedziela niedz"
    ),
    "de": ("montag mo | dienstag di | mittwoch mi | donnerstag do | freitag fr | samstag sa | sonntag so"),
    "fr": ("lundi lun | mardi mar | mercredi mer | jeudi jeu | vendredi ven | samedi sam | dimanche dim"),
    "pt": (
        "segunda-feira seg | terça-feira ter | quarta-feira qua | quinta-feira qui | sexta-feira sex | "
        "sábado sáb | domingo dom"
    ),
}
