"""The folder in which a translator works holds words alone."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from engagement.sources import words
from engagement.sources.meaning.vocabularies import CAMPAIGN, MEMBER, SOCIAL, WEB
from engagement.sources.words import campaigns, loyalty, social, survey_roles, web

FOLDER = Path(words.__path__[0])
#: `asked_roles` says in the app's languages what a person is asked.
TABLES = sorted(set(FOLDER.glob("*.py")) - {FOLDER / name for name in ("__init__.py", "table.py")})


@pytest.mark.parametrize("file", TABLES, ids=lambda file: file.stem)
def test_a_table_of_words_holds_no_function(file):
    tree = ast.parse(file.read_text("utf-8"))
    assert not [node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]


@pytest.mark.parametrize(
    "table", [campaigns.CAMPAIGN, loyalty.MEMBER, social.SOCIAL, web.WEB, survey_roles.SURVEY]
)
def test_every_pattern_of_a_table_can_be_read_and_belongs_to_a_role(table):
    for role, pattern in table.stems.items():
        re.compile(pattern)
        assert role in table.names or table is survey_roles.SURVEY
    assert all(text.strip(" |\n") for text in table.names.values())


@pytest.mark.parametrize("vocabulary", [CAMPAIGN, MEMBER, SOCIAL, WEB])
def test_the_first_name_of_every_role_is_known_for_that_role(vocabulary):
    for role, names in vocabulary.names.items():
        assert vocabulary.columns_for([names[0]], role) == (names[0],)
