from __future__ import annotations

import pytest

from engagement.sources.orders.states import state_of

WORDS = {
    "paid": "paid PAID Completed Shipped Evaso Spedito Enviado Pagado Wysłane Zrealizowane Livré Expédié"
    " Versandt Bezahlt Ausgeführt Betaald Verzonden Unfulfilled wc-completed processing Entregue delivered",
    "pending": "pending authorized partially_paid Unpaid Unbezahlt on-hold Ausstehend Pendiente Nowe"
    " Oczekujące",
    "refunded": "refunded Rimborsato Reembolsado Zwrócone Erstattet Remboursé Devolvido Zwrot"
    " Terugbetaald order_refunded RTO_COMPLETE",
    "cancelled": "Cancelled canceled Annullato Annulé Anulowane Anulado Storniert Cancelado Geannuleerd",
    "voided": "voided",
    "failed": "Failed Declined Fallita Fehlgeschlagen Rechazado",
    "expired": "expired Incomplete checkout-draft Abandoned",
    "test": "Test",
}


@pytest.mark.parametrize(("state", "word"), [(s, w) for s, words in WORDS.items() for w in words.split()])
def test_a_state_is_known_by_its_stem_in_seven_languages(state, word):
    assert state_of(word) == state


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("Partially Refunded", "partially_refunded"),
        ("Parzialmente rimborsato", "partially_refunded"),
        ("Rimborso parziale", "partially_refunded"),
        ("Zwrot częściowy", "partially_refunded"),
        ("Teilweise erstattet", "partially_refunded"),
        ("Partially Shipped", "paid"),
        ("On backorder (not paid)", "pending"),
        ("On backorder (paid)", "paid"),
        ("Payment error", "failed"),
        ("Erreur de paiement", "failed"),
        ("Awaiting bank wire payment", "pending"),
        ("En attente du paiement par chèque", "pending"),
        ("Não pago", "pending"),
        ("Not returned", "paid"),
        ("Non rimborsato", "paid"),
        ("Nicht storniert", "paid"),
        ("Nie zwrócone", "paid"),
        ("Pagamento non riuscito", "failed"),
        ("Zahlung nicht erfolgreich", "failed"),
        ("Payment not completed", "failed"),
        ("Pago no realizado", "failed"),
        ("Betalning misslyckades", "failed"),
        ("Ikke betalt", "pending"),
        ("Refund declined", "paid"),
        ("Cancellation request rejected", "paid"),
        ("Rimborso rifiutato", "paid"),
        ("Zwrot odrzucony", "paid"),
        ("Remboursement refusé", "paid"),
        ("Stornierung abgelehnt", "paid"),
        ("Cancelled: payment declined", "cancelled"),
        ("blue", None),
    ],
)
def test_the_rule_that_means_more_comes_first(word, state):
    assert state_of(word) == state
