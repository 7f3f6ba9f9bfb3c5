"""Columns of dates in a survey: what their names say."""

from __future__ import annotations

from typing import Final

from engagement.sources.words.survey_topics import fold_name, pattern

#: Words for an answer itself.
_OF_ANSWERS: Final = pattern(
    r"\bans\b|\banswer|\brespon[ds]|\brispost|\brespuest|\brespost|\bodpowied|\bantwort|\breponse",
)
#: A date under such a name is the day of the answer, where no column is known for that.
_ANSWERED: Final = pattern(
    _OF_ANSWERS.pattern,
    r"\bsubmi|\bcreat",
    r"\brecord|\bsurvey|\bfeedback|\brat(?:ed|ing)\b|\breview|\bsondagg|\bencuest|\bankiet|\bumfrage",
    r"\benquete|\bpesquisa",
)
_SENT: Final = pattern(
    r"\bsent\b|\bsend|\bfilled\b|\bcomplet|\bended\b|\bfinish|\binvi(?:at|o\b|ato)|\bcompila|\benvi",
    r"\brellen",
    r"\bgesendet|\bausgefull|\babgesch|\bwysl|\bwypeln|\brempli|\bpreench|\bverzonden|\bingevuld|\bwhen\b",
)
_ANOTHER_DAY: Final = pattern(
    r"\border|\bpurchas|\bbought|\bdeliver|\bship|\bbirth|\bborn|\bsign(?:ed)? ?up|\bregister|\bexpir",
    r"\bvisit|\bcheck ?(?:in|out)|\barrival|\bdeparture|\bappointment|\bbooking|\breply|\breplied",
    r"\bjoined|\bsince\b",
    r"\bordin|\bacquist|\bconsegn|\bspedi|\bnascita|\biscri|\bscaden|\bvisita|\bpedido|\bcompra|\bentrega",
    r"\bnacimi|\bregistr|\bzamow|\bzakup|\bdostaw|\burodz|\brejestr|\bbestell|\bkauf|\bliefer|\bgeburt",
    r"\bcommande|\bachat|\blivraison|\bnaissance|\bencomenda|\bnascimento|\bfattur|\binvoice",
)


def says_sent(name: str) -> bool:
    """Whether a column of dates is named for something's being sent or filled in, in some language."""
    return _SENT.search(fold_name(name)) is not None


def says_another_day(name: str) -> bool:
    """Whether a column of dates is named for another day than the answer's: an order's, a birth."""
    return _ANOTHER_DAY.search(fold_name(name)) is not None


def says_answered(name: str) -> bool:
    """Whether a column of dates is named for the survey or the answer: "answer_datetime"."""
    return _ANSWERED.search(fold_name(name)) is not None


def says_of_answers(name: str) -> bool:
    """Whether a column is named for answers, and for nothing that other tables have: "ans.time"."""
    return _OF_ANSWERS.search(fold_name(name)) is not None
