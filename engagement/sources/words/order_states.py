"""What shops call the states of an order, in the languages of their exports, by stems of words.

Patterns over a word in small letters, without accents, dashes and underscores. The first that fits decides:
"Partially refunded" is tried before "Refunded", "Unpaid" before "Paid".
"""

from __future__ import annotations

from typing import Final

_REFUND: Final = (
    r"refund|reimburs|rembours|rimbors|reembols|\bzwr[ot]|erstatt|devuelt|devolvid|estornad|returned"
    r"|terugbetaal|geretourneerd|\breversed|\brto\b"
    r"|\bres[ao]\b|\breturn(ed|s)?\b.*(received|accepted|complete|approved)|\bretoure|\bretour\b|\bzwrocon"
    r"|(disput|chargeback|reclam|contestazion)\w* (lost|pers[ao]|perdid[ao]|przegran)|\bdispute lost"
    r"|aterbetal|returnerad|refunder|returner(et|t)\b|vracen"
)
_PART: Final = r"\b(part|parz|parc|czesc|teil)"
STEMS: Final[dict[str, str]] = {
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
#: The state that a rule stands for, where it has another name.
STATES: Final = {"untouched": "paid", "undone": "pending", "called off": "cancelled"}
