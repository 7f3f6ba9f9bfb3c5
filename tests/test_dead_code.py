"""Nothing stands in the program that only tests use, or nobody."""

from __future__ import annotations

import re
from itertools import chain

from tests.conftest import ROOT
from tests.dead_code import unused

#: What is used from outside, by a name that no code of ours says.
FROM_OUTSIDE = (
    # Alembic reads these of each migration.
    r"engagement\.store\.database\.migrations\.versions\.\w+\.(?:revision|down_revision|upgrade)",
    # html.parser calls these.
    r"engagement\.reports\.machine_part\._Finder\.handle_\w+",
)


def test_each_public_name_is_used_by_the_program():
    others = chain((ROOT / "pages").glob("*.py"), (ROOT / "docs").rglob("*.py"), [ROOT / "dashboard.py"])
    result = unused(ROOT, list((ROOT / "engagement").rglob("*.py")), list(others))
    assert [name for name in result if not any(re.fullmatch(known, name) for known in FROM_OUTSIDE)] == []


def test_what_nobody_uses_is_found_and_what_is_passed_on_is_not(tmp_path):
    room = tmp_path / "shop"
    room.mkdir()
    (room / "__init__.py").write_text("from shop.till import ring, idle\n")
    (room / "till.py").write_text(
        "def ring(): return TWO\n"
        "def idle(): return idle()\n"
        "ONE = 1\nTWO = 2\n"
        "class Drawer:\n    def open(self): ...\n    def shut(self): ...\n"
    )
    (tmp_path / "counter.py").write_text(
        "import shop\nfrom shop import till\n\nshop.ring()\ntill.Drawer().open()\nmain = 'shop.till:main'\n"
    )
    result = unused(tmp_path, list(room.glob("*.py")), [tmp_path / "counter.py"])
    assert result == ["shop.till.Drawer.shut", "shop.till.ONE", "shop.till.idle"]
