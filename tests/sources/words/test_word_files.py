"""The files in which a translator works: whole, read once, and clear about what is wrong in one."""

from __future__ import annotations

import pytest

from engagement.sources.meaning.vocabularies import CAMPAIGN, MEMBER, SOCIAL, WEB
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold
from engagement.sources.words.sections import SECTIONS
from engagement.sources.words.word_files import WordFileError

#: The languages of the app: each has words for every column, or says for which it has none.
OF_THE_APP = ("en", "it", "es", "pl")
FILES = {file.stem: file for file in word_files.files()}


@pytest.mark.parametrize("language", OF_THE_APP)
def test_each_meaning_has_a_word_in_each_language_of_the_app_or_is_listed_as_having_none(language):
    words = word_files.read(FILES[language])
    without = {
        f"{name}.{meaning}"
        for name, section in SECTIONS.items()
        if section.form == "names"
        for meaning in section.meanings
        if not words.get(name, {}).get(meaning)
    }
    assert word_files.missing(FILES[language]) == without


def test_each_meaning_has_a_word_in_some_file():
    empty = [
        f"{name}.{meaning}"
        for name in SECTIONS
        for meaning, words in word_files.words(name).items()
        if not words
    ]
    assert empty == []


@pytest.mark.parametrize("language", FILES)
def test_patterns_can_be_read_and_see_the_letters_that_they_ask_for(language):
    for name, meanings in word_files.read(FILES[language]).items():
        if SECTIONS[name].form == "patterns" and name != "remarks":  # which are searched in texts as they are
            for meaning, pieces in meanings.items():
                word_files.joined(pieces, meaning)
                # A header is folded before a pattern sees it: no accents, no capitals.
                assert [p for p in pieces if any(c.isalpha() and fold(c) != c for c in _letters(p))] == []


def _letters(pattern: str) -> str:
    """Return a pattern without the letter behind each backslash, which is a class of characters."""
    parts = pattern.split("\\")
    return parts[0] + "".join(part[1:] for part in parts[1:])


@pytest.mark.parametrize("matcher", [CAMPAIGN, MEMBER, SOCIAL, WEB])
def test_the_first_name_of_every_role_is_known_for_that_role(matcher):
    for role, names in matcher.names.items():
        assert matcher.columns_for([names[0]], role) == (names[0],)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[order]\nemail = 'x'", "xx.toml: there is no section [order]."),
        ("[orders]\nmail = 'x'", "xx.toml [orders] mail: there is no such meaning."),
        ("[orders]\nemail = 'posta || mail'", "xx.toml [orders] email: a word is empty."),
        ("[orders]\nemail = 'posta |'", "xx.toml [orders] email: a word is empty."),
        ("[orders]\nemail = ''", "xx.toml [orders] email: a word is empty."),
        ("[orders]\nemail = ['posta']", "xx.toml [orders] email: write the words in quotes"),
        ("[orders]\nemail = posta", "xx.toml: this is no TOML file"),
        (
            "[orders]\nemail = 'posta'\nphone = 'posta'",
            "xx.toml [orders] phone: 'posta' stands for email, too.",
        ),
        (
            "[orders]\nemail = 'Posta'\nphone = 'pósta'",
            "xx.toml [orders] phone: 'pósta' stands for email, too.",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_is_wrong_and_where(tmp_path, text, sentence):
    (tmp_path / "xx.toml").write_text(text, "utf-8")
    with pytest.raises(WordFileError) as refused:
        word_files.load(tmp_path)
    assert str(refused.value).startswith(sentence)


def test_a_piece_that_is_no_pattern_is_named():
    with pytest.raises(WordFileError, match=r"here: '\(refund' is no regular expression"):
        word_files.joined(("cancel", "(refund"), "here")


def test_a_language_is_added_by_its_file_alone(tmp_path):
    (tmp_path / "en.toml").write_text("[orders]\nemail = 'email'\n", "utf-8")
    (tmp_path / "fi.toml").write_text("[orders]\nemail = '''\n  sähköposti | email\n  posti'''\n", "utf-8")
    assert word_files.load(tmp_path)["orders"]["email"] == ("email", "sähköposti", "posti")
