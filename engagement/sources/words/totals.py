"""What rows call themselves that are no data: totals, and remarks below a table."""

from __future__ import annotations

from typing import Final

#: What a row of totals calls itself in any table: all of a cell.
ROWS: Final = """
    total | totals | grand total | sum | subtotal | totale | totali | totale generale | totale
    complessivo | somma | total general | totales | suma total | suma | razem | suma końcowa | łącznie |
    ogółem | gesamt | gesamtsumme | gesamtergebnis | summe | insgesamt | total général | totaux |
    ensemble | total geral | soma"""

#: What a row of totals calls itself in its first cell, in tables of figures by day or by what splits them.
FIGURES: Final = """
    total | totals | grand total | totale | totali | total general | totales | totais | total geral |
    gesamt | gesamtsumme | insgesamt | summe | suma | razem | lacznie | ogolem | totaux | total global |
    totaal"""

#: How a remark below a table begins, or what it says; capitals do not count.
REMARKS: Final = (
    r"record\(s\) downloaded|records? downloaded|\bseller id\b"
    r"|^\W*(exported|generated|downloaded|created|printed) (on|at|by)\b"
    r"|^\W*(source|note|notes|footnote|disclaimer|quelle|fonte|fuente|źródło)\b\s*:?"
    r"|^©|\bend of (file|report)\b"
)
