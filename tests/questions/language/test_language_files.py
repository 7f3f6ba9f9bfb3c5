"""The files of words are read strictly: what would be lost or misread is refused with its file and line."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engagement.locale import LANGUAGES
from engagement.questions.language import language_files
from engagement.questions.language.language_files import LanguageFileError, read
from engagement.questions.language.patterns import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = Path(language_files.__file__).parent / "words"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Return a function that copies the English words, one text of one file replaced by another."""

    def change(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "en"
        shutil.copytree(WORDS / "en", folder)
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return change


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_files_of_words(language):
    assert {path.stem for path in (WORDS / language).iterdir()} == {
        path.stem for path in (WORDS / "en").iterdir()
    }
    assert read(WORDS / language)["dimensions"]["country"][0].expressions


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("splits.txt", "  regions?\n", "  regions? | areas?\n", r"one expression a line"),
        ("splits.txt", "  regions?\n", "  region|areas?\n", r"one expression a line"),
        ("splits.txt", "  regions?\n", "  (?:region | area)\n", r"one expression a line"),
        ("splits.txt", "  regions?\n", "  (area)\n", r"write \(\?:"),
        ("splits.txt", "  regions?\n", "  regions?\n  regions?\n", "twice"),
        ("splits.txt", "  regions?\n", "  Región\n", "without accents and marks"),
        ("splits.txt", "  regions?\n", "  (?:region\n", "no regular expression"),
        ("splits.txt", "  regions?\n", " regions?\n", "neither a"),
        ("splits.txt", "  regions?\n", "  regions?\n  &\n  areas?\n", "no group"),
        ("splits.txt", "region:\n", "country:\n", "'country' stands in .dimensions. twice"),
        ("splits.txt", "[dimensions]", "[dimension]", r"no section .dimension."),
        ("values.txt", "US:\n", "USA:\n", "no entry 'USA'"),
        ("figures.txt", "revenue:\n", "revenues:\n", "no entry 'revenues'"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_file_and_line(changed, name, old, new, expected):
    with pytest.raises(LanguageFileError, match=rf"en/{name}, line \d+: .*{expected}"):
        read(changed(name, old, new))


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("splits.txt", "which:\n", "", r"\[by\] lacks which"),
        ("passed_over.txt", "small_words:\n", "", r"\[spelling\] lacks small_words"),
        ("values.txt", "[places]\n", "[by]\nby:\n[places]\n", "stands in another file"),
    ],
)
def test_what_a_language_has_to_have_is_missed(changed, name, old, new, expected):
    with pytest.raises(LanguageFileError, match=expected):
        read(changed(name, old, new))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_of_a_figure_takes_along_a_day(language):
    words = read(WORDS / language)
    days = {
        word
        for ago in ("0", "1")
        for text in words["relative"][ago][0].expressions
        for word in words_of(text)
    }
    days -= words_of("(?:di|in|de)")
    figures = [text for groups in words["figures"].values() for text in groups[0].expressions]
    assert [text for text in figures if days & words_of(text)] == []
