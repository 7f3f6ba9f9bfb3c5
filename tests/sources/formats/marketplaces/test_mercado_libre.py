"""Mercado Libre tells what buyers paid and what is left to the seller; packages stand above their sales."""

from __future__ import annotations

import pytest

from tests.sources.formats.order_files import column, read

_SPANISH = """\
Ventas AR
# de venta;Fecha de venta;Estado;Unidades;Ingresos por productos (ARS);Cargo por venta e impuestos (ARS);\
Anulaciones y reembolsos (ARS);Total (ARS);SKU;Título de la publicación;Comprador;Estado;País
1;3 de marzo de 2026 10:15 hs.;Entregado;2;24000;-3600;;19500;SK2;Plato;Ana Uno;Mendoza;Argentina
2;5 de marzo de 2026 12:15 hs.;Venta cancelada;1;12000;-1800;-12000;-1800;SK1;Taza;Bea Dos;Mendoza;Argentina
3;7 de marzo de 2026 09:15 hs.;Paquete de 2 productos;;20000;-3000;;16100;;;Dora Cinco;Salta;Argentina
4;7 de marzo de 2026 09:15 hs.;En camino;1;;;;;SK3;Vaso; ;;
5;7 de marzo de 2026 09:15 hs.;En camino;1;;;;;SK1;Taza; ;;
"""
_PORTUGUESE = """\
N.º de venda;Data da venda;Estado;Unidades;Receita por produtos (BRL);Cancelamentos e reembolsos (BRL);\
Total (BRL);Título do anúncio;Comprador
1;3 de março de 2026 10:15 hs.;Entregue;1;120,00;;93,00;Caneca;Ana Silva
2;4 de março de 2026 10:15 hs.;Venda cancelada;1;120,00;-120,00;-27,00;Caneca;Bea Costa
3;5 de março de 2026 10:15 hs.;A caminho;3;1.360,00;;1.348,00;Prato;Ana Silva
"""


@pytest.mark.parametrize(
    ("text", "gross", "code", "pieces"),
    [
        (_SPANISH, [2_400_000, 1_200_000, 2_000_000], "ARS", [2, 1, 2]),
        (_PORTUGUESE, [12_000, 12_000, 136_000], "BRL", [1, 1, 3]),
    ],
)
def test_an_order_is_what_buyers_paid_for_products(tmp_path, text, gross, code, pieces):
    found = read(tmp_path, text)
    assert (found.report.format, found.report.rows_set_aside) == ("mercado_libre_sales", 0)
    assert column(found, "gross") == gross
    assert set(column(found, "currency")) == {code}
    assert column(found, "status") == ["paid", "cancelled", "paid"]
    assert column(found, "items") == pieces
    assert column(found, "customer_key") == [None] * 3
