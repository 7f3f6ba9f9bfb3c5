"""Find the single-byte code page of a text: the one whose letters form words of a language of that page.

`decode.code_page` first compares the pages of the product's own languages. Another page is only used if its
words are clearly better; if two pages are about equally good, charset-normalizer decides. If no page yields
words, the East Asian pages are tried, which have two bytes per letter (`east_asian`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from engagement.sources.text import east_asian
from engagement.sources.words import word_files
from engagement.sources.words.fold import fold
from engagement.sources.words.sections import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

_WESTERN: Final = (
    "äöüß", "àâæçéèêëîïôœùûüÿ", "àèéìíîòóùú", "áéíñóúüªº", "ãáâàçéêíóôõúü", "åäöæøé", "éëïöüèê",
)  # fmt: skip
_CENTRAL: Final = (
    "ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţșț", "äöüß",
)  # fmt: skip
_TURKISH: Final = ("çğıöşüâîû",)
_CYRILLIC: Final = (
    "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдежзийклмнопрстуфхцчшщъьюя", "абвгдђежзијклљмнњопрстћуфхцчџш",
)  # fmt: skip
_GREEK: Final = ("αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ",)
#: The letters of each language, by page. Of pages that read a text equally, the first one is used.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "cp1252": _WESTERN, "cp1250": _CENTRAL, "iso-8859-2": _CENTRAL, "iso-8859-15": _WESTERN,
    "cp1254": _TURKISH, "cp1251": _CYRILLIC, "koi8-r": _CYRILLIC, "cp1253": _GREEK,
    "mac-roman": _WESTERN, "mac-latin2": _CENTRAL, "mac-cyrillic": _CYRILLIC,
}  # fmt: skip
NAMES: Final = (*_PAGES, *east_asian.NAMES)
#: Scripts in which no word is written with Latin letters.
_OTHER_SCRIPTS: Final = (_CYRILLIC, _GREEK)
#: The most frequent letters of Cyrillic and Greek text.
_FREQUENT: Final = frozenset("оеаинтсрвлкмдαοιετσνηυρ")
_SIGNS: Final = frozenset("€£°©®·«»…–—’“”„•™§½¼¾±²³×¥№\u00a0\u2018¿¡")
#: Words of one letter.
_ALONE: Final = frozenset("àèéêìíòóùúÀÈÉ")
_WORD: Final = re.compile(r"[^\W\d_]+|[^\w\s]", re.UNICODE)
#: By how much the score of a page must exceed that of the page chosen by `decode.code_page`.
_BETTER: Final = 0.1
#: By how much words of several languages of a page score less than words of one language.
_SEVERAL: Final = 0.15
#: What is added to a page's score if all words are known. It decides between pages with equally good words.
_KNOWN: Final = 0.8
#: The number of characters at the beginning in which known words of headers are searched.
_HEAD: Final = 4096
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: The score below which a page does not yield words.
_WORDS: Final = 0.5
#: The number of non-ASCII bytes from which charset-normalizer is trusted: with fewer it mistakes Central
#: European text for Western European.
_ENOUGH: Final = 40
_SAMPLES: Final = 3
#: The score below which the East Asian pages are tried.
_OF_ONE_BYTE: Final = 0.8


@dataclass(frozen=True, slots=True)
class CodePages:
    """The name of the chosen code page, and the `others` that are also possible; none if it is certain."""

    name: str
    others: tuple[str, ...] = ()


def choose(sample: bytes, standing: str) -> CodePages:
    """Return the code page of the non-ASCII lines of a text; `standing` is that of the first comparison."""
    texts = {name: sample.decode(name, "replace") for name in _PAGES}
    scores = {
        name: _score(texts[name], languages) + _KNOWN * _share_of_known_words(texts[name])
        for name, languages in _PAGES.items()
    }
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _OF_ONE_BYTE and (east_asian_pages := east_asian.pages(sample)):
        return CodePages(
            east_asian_pages[0], (*east_asian_pages[1:], best) if len(east_asian_pages) > 1 else ()
        )
    page = best if scores[best] > scores[standing] + _BETTER else standing
    read = {sample.decode(page, "replace")}
    rivals = []
    for name in sorted(scores, key=lambda name: -scores[name]):
        text = sample.decode(name, "replace")
        if scores[name] > scores[page] - _BETTER and text not in read:
            read.add(text)
            rivals.append(name)
    if not rivals and scores[page] >= _WORDS:
        return CodePages(page)
    second = _second_opinion(sample, [page, *rivals]) if rivals else None
    second = second if sum(byte > 0x7F for byte in sample) >= _ENOUGH else None
    agreed = second == page
    if scores[page] >= _WORDS and (agreed or _is_of_the_first(page, rivals)):
        return CodePages(page)
    if second is not None and page != standing:
        rivals = [page, *(name for name in rivals if name != second)] if second != page else rivals
        page = second
    return CodePages(page, tuple(name for name in dict.fromkeys((*rivals, *_PAGES)) if name != page))


def _share_of_known_words(text: str) -> float:
    """Return which share of the words with non-ASCII letters is in the word files; 0 without such words."""
    words = {word for word in _LETTERS.findall(text[:_HEAD]) if not word.isascii() and len(word) > 1}
    return sum(fold(word) in _vocabulary() for word in words) / len(words) if words else 0.0


@cache
def _vocabulary() -> frozenset[str]:
    """Return every folded word of the word files, which list the names of columns and states."""
    names = (
        word_files.words(section)
        for section, about_section in SECTIONS.items()
        if about_section.form != "patterns"
    )
    return frozenset(
        part
        for meanings in names
        for words in meanings.values()
        for word in words
        for part in fold(word).split()
    )


def words_beyond_ascii(text: str) -> tuple[str, ...]:
    """Return the first few words with non-ASCII characters, which show a person how the text was read."""
    foreign_words = (m.group() for m in re.finditer(r"\w*[^\x00-\x7f]\w*", text[: 1 << 16]))
    return tuple(dict.fromkeys(word for _, word in zip(range(_SAMPLES * 4), foreign_words, strict=False)))[
        :_SAMPLES
    ]


def _is_of_the_first(page: str, rivals: list[str]) -> bool:
    """Return whether `page` and all its `rivals` are among the four Western and Central European pages."""
    first = {"cp1252", "cp1250", "iso-8859-2", "iso-8859-15"}
    return {page, *rivals} <= first


def _second_opinion(sample: bytes, names: list[str]) -> str | None:
    """Return which of these pages charset-normalizer chooses; None if it chooses none."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for files in doubt

    by_python_name = {name.replace("-", "_").replace("iso_8859", "iso8859"): name for name in names}
    best = from_bytes(sample, cp_isolation=list(by_python_name)).best()
    return None if best is None else by_python_name.get(best.encoding)


def _score(text: str, languages: tuple[str, ...]) -> float:
    """Return how well the non-ASCII letters form words of one of the languages: about -1 (not) to 1."""
    # Non-ASCII blanks between thousands are not counted: a table of numbers has more of them than words.
    total = sum(not c.isascii() and not c.isspace() for c in text)
    if not total:
        return 0.0
    own_script = languages in _OTHER_SCRIPTS
    all_letters = frozenset("".join(languages))
    one_each = dict.fromkeys(languages, 0.0)
    several = 0.0
    proven = not own_script
    for match in _WORD.finditer(text):
        word = match.group()
        beyond = [c for c in word if not c.isascii()]
        if not beyond:
            continue
        proven = proven or (len(beyond) == len(word) >= 3 and word[0].isalpha())
        worth = _worth(word, beyond, text, match.start(), own_script=own_script)
        if worth is not None:
            several += worth
            one_each = {language: score + worth for language, score in one_each.items()}
            continue
        letters = ["\u0131" if c == "İ" else c.lower() for c in beyond]
        if not own_script and len(beyond) == len(word) >= 3:
            several -= len(word)
            for language in languages:
                one_each[language] += len(word) if frozenset(letters) <= frozenset(language) else -len(word)
            continue
        frequent = 0.1 * sum(c in _FREQUENT for c in letters) if own_script else 0.0
        loud = 0.05 * len(letters) if word.isupper() and len(word) > 1 else 0.0
        several += sum(1 if c in all_letters else -1 for c in letters) + frequent - loud
        for language in languages:
            one_each[language] += sum(1 if c in language else -1 for c in letters) + frequent - loud
    best = max(*one_each.values(), several - _SEVERAL * total)
    return best / total if proven else -1.0


def _worth(word: str, beyond: list[str], text: str, start: int, *, own_script: bool) -> float | None:
    """Return the score of a sign, or of a word with impossible letters or capitals; None for other words."""
    if not word[0].isalpha():
        between = 0 < start < len(text) - 1 and text[start - 1].isalpha() and text[start + 1].isalpha()
        return 0.6 if word in _SIGNS and (not between or word in "’·") else -1.0
    all_beyond = len(beyond) == len(word)
    if own_script and not all_beyond:
        return -float(len(beyond))
    if not own_script and all_beyond and len(word) == 1:
        return 0.5 if word in _ALONE else -0.5
    if not (word.islower() or word.isupper() or word[1:].islower() or _is_double(word)):
        return -float(len(beyond))
    return None


def _is_double(word: str) -> bool:
    """Return whether a word is a name like McEwán, with an ASCII capital after a small ASCII letter.

    Such a capital does not show a wrong code page.
    """
    return any(a.isascii() and b.isascii() and a.islower() and b.isupper() for a, b in pairwise(word))
