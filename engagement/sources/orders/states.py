"""What shops call the states of an order, in the languages of their exports.

Platforms translate their status words and shops add words of their own, so a state is known by the
stem of its word, without accents, not by a list of whole words. The first rule that fits decides:
"Partially refunded" is tried before "Refunded", "Unpaid" before "Paid".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pyarrow as pa

from engagement.locale import message
from engagement.sources.values.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.sources.columns.typed import Cells

_REFUND: Final = (
    r"refund|reimburs|rembours|rimbors|reembols|\bzwr[ot]|erstatt|devuelt|devolvid|estornad|returned"
    r"|terugbetaal|geretourneerd|\breversed|\brto\b"
    r"|\bres[ao]\b|\breturn(ed|s)?\b.*(received|accepted|complete|approved)|\bretoure|\bretour\b|\bzwrocon"
    r"|(disput|chargeback|reclam|contestazion)\w* (lost|pers[ao]|perdid[ao]|przegran)|\bdispute lost"
    r"|aterbetal|returnerad|refunder|returner(et|t)\b|vracen"
)
_PART: Final = r"\b(part|parz|parc|czesc|teil)"
_STEMS: Final[dict[str, str]] = {
    # "Not returned": what did not happen leaves the order as it is.
    "untouched": rf"\b(not|non?|nie|nicht|nao|niet|never) ?({_REFUND}|cancel|annul|anul|storn)",
    "partially_refunded": rf"^(?=.*{_PART})(?=.*({_REFUND}))",
    # What was to happen and did not, and what is only asked for.
    "undone": (
        r"\b(un|not |nicht |nie |no |non |nao |niet |ikke |inte |ej )"
        r"(deliver|collected|consegnat|entreg|zugestellt|geliefert|dostarcz|dorecz|livr|geleverd|bezorgd|levere)"
        r"|(return|refund) ?(request|initiat|pending|open|in progress)|unzustellbar|niedoreczon|niedostarcz"
    ),
    "called off": r"out of stock|lost in transit|stopped|rejected by (buyer|customer)|unfulfillable",
    "refunded": rf"{_REFUND}|charge ?back",
    "cancelled": (
        r"cancel|\banul|annul|storn|abgebrochen|\btrash|makuler|\bavbruten|avbestil|kanseller|\bbatal|zrusen"
        r"|\biptal"
    ),
    "voided": r"\bvoid",
    "failed": (
        r"fail|fehlgeschl|error|erreu|fehler|\bblad|declin|denied|reject|\brefus|rifiut|recha[zc]|recus|odrzuc"
        r"|abgelehnt|fallit|fallid|falhou|echou|nieudan|blocked|mislukt|geweigerd"
    ),
    "expired": (r"expir|abandon|incomplet|\bdraft|bozza|borrador|scadut|caducad|wygas|verfallen|abgelaufen"),
    "test": r"^test( order)?$",
    "pending": (
        r"pending|await|waiting|attent|attesa|\besper|pendient|pendent|oczek|ausstehend|wart|\boffen"
        r"|\bopen\b|unpaid|not paid|non pa[gy]|nao pag|no pagad|niezap|nie zap|nieop|nie op|unbezahlt"
        r"|partially paid|uncaptured|hold\b|holded|authori[sz]|aguard|payment review|fraud|verification"
        r"|^new( order)?$|\bnow[ey]\b|\bnouve|created|impag|\bimpaye|insolut|\bobetald|ubetalt"
        r"|\bvantar|\bvantande|unbezahl|nicht bezahl|nao paga|overdue|past due|\bmangler"
        r"|afwachting|\bwacht|sospes|\babert|\babiert|\bapert|onbetaald|niet betaald|openstaand"
    ),
    "paid": (
        r"paid|paye|paga|pago|zapl|oplac|bezahl|zahlung|platno|complet|abgeschlossen|zakoncz|zrealiz"
        r"|ship|versand|versend|verschickt|spedit|\bexped|enviad|wysl|deliver|livr|geliefert|zustell|consegn"
        r"|entreg|dorecz|dostarcz|process|bearbeitung|prepar|przygot|w toku|trakcie|elabora|lavoraz|fulfil"
        r"|confirm|bestatigt|accept|akzept|akcept|approv|aprob|aprov|invoiced|done|erledigt|succe|captured"
        r"|settled|pick ?up|received|ready|closed|finish|termin|evas[ao]|disput|packed|in transit|backorder"
        r"|active|\bok\b|resolved|betaald|verzonden|geleverd|voltooid|afgerond|aanvaard|verwerk|ausgefuhrt"
        r"|arquivad|archiv|recibid|recebid|ricevut|\bbetal[dt]\b|\bskicka[dt]|\bsendt\b|levere[rdt]|fullfor"
        r"|genomfor|\bselesai|\bdikirim|\btamamland|dokonceno|odeslan|zaplacen"
    ),
}
_STATES: Final = {"untouched": "paid", "undone": "pending", "called off": "cancelled"}
_RULES: Final = tuple((_STATES.get(rule, rule), re.compile(stems)) for rule, stems in _STEMS.items())


#: How many unknown words are named, and how many are asked about.
_NAMED: Final = 5
_ASKED: Final = 20
#: The answer that none of the unknown words means cancelled.
_NONE_OF_THEM: Final = "paid"


def state_of(word: str) -> str | None:
    """Return the canonical state that a shop's status word names; None: the word is unknown.

    >>> state_of("Annullato"), state_of("wc-on-hold"), state_of("blue")
    ('cancelled', 'pending', None)
    """
    plain = _plain(word)
    return next((state for state, stems in _RULES if stems.search(plain)), None)


def states(cells: Cells, words: pa.StringArray, special: Mapping[str, str] | None = None) -> pa.StringArray:
    """Canonical states of status words; null stays null.

    `special` holds what one platform means by a word, in lower case, where that differs from usage.
    An unknown word counts as paid, the report names it, and a person may say that it means cancelled.
    """
    encoded = words.dictionary_encode()
    names = encoded.dictionary.to_pylist()
    known = special or {}
    found = [known.get(_plain(name)) or state_of(name) for name in names]
    strange = sorted(name for name, state in zip(names, found, strict=True) if state is None)
    if strange:
        sentence = message(
            "These order states are unknown and count as paid: {words}", words=", ".join(strange[:_NAMED])
        )
        said = cells.doubt("states", _NONE_OF_THEM, sentence, choices=strange[:_ASKED]) or _NONE_OF_THEM
        off = set(said.split("\n"))
        found = ["cancelled" if word in off else state for word, state in zip(names, found, strict=True)]
    return pa.array([state or "paid" for state in found], pa.string()).take(encoded.indices)


def _plain(word: str) -> str:
    """Lower case, without accents, dashes and underscores."""
    return fold(word.replace("-", " "), marks=True)
