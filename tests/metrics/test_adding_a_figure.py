"""A figure is added to a family by its module and the four catalogues, and everything takes it up."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
import subprocess
import sys
from dataclasses import MISSING, fields
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from engagement.locale import LANGUAGES
from engagement.metrics.core.definition import Definition
from tests.conftest import ROOT

KEY = "full_price_orders"
MODULE = "engagement/metrics/purchases/order_shares.py"
#: What a contributor writes into the module of the family: imports, a share of orders, a definition.
IMPORTS = """
from engagement.metrics.core.order_days import discounted
from engagement.metrics.purchases.scans.shares_by_customer import share_of

FULL_PRICE: Final = share_of("full_price", lambda: ~discounted())
_metric = partial("""
DEFINITION = """    Definition(
        metric=_share(
            key="full_price_orders",
            name=message("Share of orders at full price"),
            numerator=message("orders in the period without a discount"),
            counts=purchase_phrases.ORDER,
        ),
        source=FULL_PRICE.sums,
        rule=ShareByCluster(),
        account=notes.of_orders,
        rows=rows.counting,
        page=Place(heading=CANCELLATIONS),
        publishing=Guarded((parts.ALL, parts.orders("full_price", "not_full_price"))),
        unlock=purchase_phrases.NEEDS_ORDERS,
        notes=notes.only_window,
        paired=paired_share(FULL_PRICE),
    ),
)
"""
WORDS = {
    "Share of orders at full price": {
        "it": "Quota di ordini a prezzo pieno",
        "es": "Proporción de pedidos a precio completo",
        "pl": "Udział zamówień w pełnej cenie",
    },
    "orders in the period without a discount": {
        "it": "ordini del periodo senza sconto",
        "es": "pedidos del periodo sin descuento",
        "pl": "zamówienia z okresu bez rabatu",
    },
}
#: Orders by as many customers, of which every third is at a discount.
ORDERS = 60
ROUNDED_DAYS = """
import json, sys
import engagement
from engagement.app.figures.figure_places import figures_of, heading_of, page_of
from engagement.locale.translator import translator
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.publishing.recipients_view import PublishedView
from engagement.metrics.views.registry import DEFINITIONS
from engagement.store.sharing.terms import Terms

view = engagement.measure(engagement.read(sys.argv[1]))
key = "full_price_orders"
links = {k: PublishedView(publish(view, Terms(pages=("purchases",), k=k), splits=False)) for k in (5, 21)}
told = {k: link.reading(key).value if key in link.keys() else None for k, link in links.items()}
print(json.dumps({
    "package": engagement.__file__,
    "names": {code: translator(code).t(DEFINITIONS[key].metric.name) for code in ("en", "it", "es", "pl")},
    "page": [page_of(key), str(heading_of(key)), key in figures_of("purchases")],
    "links": told,
}))
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory) -> Path:
    """A copy of the program with the figure added; what is compiled of the others is copied with them."""
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "engagement", copy / "engagement")
    shutil.copytree(ROOT / "pages", copy / "pages")
    shutil.copy(ROOT / "dashboard.py", copy)
    module = copy / MODULE
    code = module.read_text("utf-8").replace("\n_metric = partial(", IMPORTS, 1)
    module.write_text(code.removesuffix(")\n") + DEFINITION, "utf-8")
    _run(copy, "-m", "engagement.locale.catalogues")
    for language in LANGUAGES:
        _translate(copy / "engagement" / "locale" / language / "engagement.po", language)
    return copy


@pytest.fixture(scope="module")
def export(tmp_path_factory) -> Path:
    lines = ["Name,Email,Financial Status,Created at,Currency,Subtotal,Total,Discount Amount,Lineitem name"]
    for i in range(ORDERS):
        off = "5.00" if i % 3 == 0 else "0.00"
        day = f"2026-0{1 + i % 6}-{1 + i % 27:02}"
        lines.append(f"#{1001 + i},ada{i}@example.com,paid,{day} 10:00:00 +0100,EUR,30.00,30.00,{off},Lamp")
    file = tmp_path_factory.mktemp("files") / "orders.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def _run(copy: Path, *arguments: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _translate(path: Path, language: str) -> None:
    with path.open("rb") as file:
        catalog = read_po(file, locale=language)
    for sentence, words in WORDS.items():
        entry = catalog.get(sentence)
        assert entry is not None
        entry.string = words.get(language, sentence)
    with path.open("wb") as file:
        write_po(file, catalog, sort_output=True, width=100, include_lineno=False)


def _differing(copy: Path) -> list[str]:
    result = [path.relative_to(copy) for path in copy.rglob("*") if path.is_file()]
    paths = [path for path in result if "__pycache__" not in path.parts]
    return sorted(str(path) for path in paths if not filecmp.cmp(copy / path, ROOT / path, shallow=False))


def test_a_figure_touches_the_module_of_its_family_and_the_four_catalogues(changed):
    catalogues = [f"engagement/locale/{language}/engagement.po" for language in LANGUAGES]
    assert _differing(changed) == sorted([MODULE, *catalogues])


@pytest.mark.gate
def test_the_command_line_computes_the_new_figure(changed, export):
    content = json.loads(
        _run(changed, "-m", "engagement", "metrics", "--json", "--window", "all", str(export))
    )
    assert (content["metrics"][KEY]["numerator"], content["metrics"][KEY]["denominator"]) == (40, ORDERS)


def test_the_new_figure_has_its_words_its_page_and_its_place_in_a_link_under_the_guard(changed, export):
    content = json.loads(_run(changed, "-c", ROUNDED_DAYS, str(export)))
    assert Path(content["package"]).is_relative_to(changed)
    assert content["names"] == {
        "en": "Share of orders at full price",
        **WORDS["Share of orders at full price"],
    }
    assert content["page"] == ["purchases", "Cancellations, refunds, discounts", True]
    # 20 customers had a discount, and these are told by the figure beside that of all orders.
    assert content["links"] == {"5": pytest.approx(40 / ORDERS), "21": None}


@pytest.mark.parametrize("name", ["page", "publishing", "unlock"])
def test_no_figure_can_leave_out_where_it_stands_on_whom_it_rests_or_what_unlocks_it(name):
    field = next(field for field in fields(Definition) if field.name == name)
    assert field.default is MISSING
    assert field.default_factory is MISSING
    assert field.kw_only
