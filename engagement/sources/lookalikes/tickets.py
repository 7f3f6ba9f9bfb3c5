"""Tables of what people wrote to the shop about their orders: complaints, tickets, requests.

They have a date, a person and now and then the number of an order; none of their rows is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.sources.meaning.header_words import words

if TYPE_CHECKING:
    from engagement.sources.model.raw_table import RawTable

_TOLD: Final = words(
    "complaint complaints complain ticket tickets issue case subject inquiry enquiry assignee agent"
    " resolution reclamo reclami segnalazione lamentela motivo oggetto assegnato risoluzione"
    " reclamacion reclamaciones queja quejas incidencia asunto agente resolucion reclamacao reclamacoes"
    " chamado atendimento assunto"
    " reklamacja reklamacji reklamacje skarga zgloszenie zgloszenia temat powod"
    " reklamation reklamationen beschwerde anfrage betreff anliegen bearbeiter reclamation reclamations"
    " plainte objet demande klacht klachten reason"
)


def are_listed(raw: RawTable) -> bool:
    """Whether a column holds what somebody wrote about an order, or who looks after it."""
    return any(words(name) & _TOLD for name in raw.columns)
