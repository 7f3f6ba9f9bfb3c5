"""What columns of dates in a survey are called: the day of the answer, or another day.

Patterns over names in small letters, without accents, with their marks.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import any_of

#: Words for an answer itself.
OF_ANSWERS: Final = any_of(
    r"\bans\b|\banswer|\brespon[ds]|\brispost|\brespuest|\brespost|\bodpowied|\bantwort|\breponse",
)
#: A date under such a name is the day of the answer, where no column is known for that.
ANSWERED: Final = any_of(
    OF_ANSWERS,
    r"\bsubmi|\bcreat",
    r"\brecord|\bsurvey|\bfeedback|\brat(?:ed|ing)\b|\breview|\bsondagg|\bencuest|\bankiet|\bumfrage",
    r"\benquete|\bpesquisa",
)
SENT: Final = any_of(
    r"\bsent\b|\bsend|\bfilled\b|\bcomplet|\bended\b|\bfinish|\binvi(?:at|o\b|ato)|\bcompila|\benvi",
    r"\brellen",
    r"\bgesendet|\bausgefull|\babgesch|\bwysl|\bwypeln|\brempli|\bpreench|\bverzonden|\bingevuld|\bwhen\b",
)
ANOTHER_DAY: Final = any_of(
    r"\border|\bpurchas|\bbought|\bdeliver|\bship|\bbirth|\bborn|\bsign(?:ed)? ?up|\bregister|\bexpir",
    r"\bvisit|\bcheck ?(?:in|out)|\barrival|\bdeparture|\bappointment|\bbooking|\breply|\breplied",
    r"\bjoined|\bsince\b",
    r"\bordin|\bacquist|\bconsegn|\bspedi|\bnascita|\biscri|\bscaden|\bvisita|\bpedido|\bcompra|\bentrega",
    r"\bnacimi|\bregistr|\bzamow|\bzakup|\bdostaw|\burodz|\brejestr|\bbestell|\bkauf|\bliefer|\bgeburt",
    r"\bcommande|\bachat|\blivraison|\bnaissance|\bencomenda|\bnascimento|\bfattur|\binvoice",
)
