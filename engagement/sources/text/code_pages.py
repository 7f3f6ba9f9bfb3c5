"""Which single-byte code page a text is in: letters that make words of a language it is read in.

The four pages of the languages that the product speaks are compared first (`decode.code_page`). Where one of
the others makes clearly better words, it is taken; charset-normalizer is asked where two are about as good.
Where none makes words, the East Asian ones are tried, of two bytes a letter (`east_asian`).
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
#: The letters of each page's languages. Of pages that read a text alike the first is taken.
_PAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "cp1252": _WESTERN, "cp1250": _CENTRAL, "iso-8859-2": _CENTRAL, "iso-8859-15": _WESTERN,
    "cp1254": _TURKISH, "cp1251": _CYRILLIC, "koi8-r": _CYRILLIC, "cp1253": _GREEK,
    "mac-roman": _WESTERN, "mac-latin2": _CENTRAL, "mac-cyrillic": _CYRILLIC,
}  # fmt: skip
NAMES: Final = (*_PAGES, *east_asian.NAMES)
#: Scripts in which no word is written with Latin letters.
_OTHER_SCRIPTS: Final = (_CYRILLIC, _GREEK)
#: The letters of which most running text consists.
_FREQUENT: Final = frozenset("оеаинтсрвлкмдαοιετσνηυρ")
_SIGNS: Final = frozenset("€£°©®·«»…–—’“”„•™§½¼¾±²³×¥№\u00a0\u2018¿¡")
#: Words of one letter.
_ALONE: Final = frozenset("àèéêìíòóùúÀÈÉ")
_WORD: Final = re.compile(r"[^\W\d_]+|[^\w\s]", re.UNICODE)
#: How much better a page must be than the one that stands.
_BETTER: Final = 0.1
#: What words of several languages of a page score less than words of one.
_SEVERAL: Final = 0.15
#: What is added where all words are known ones: it decides between pages whose letters make words alike.
_KNOWN: Final = 0.8
#: Where headers stand.
_HEAD: Final = 4096
_LETTERS: Final = re.compile(r"[^\W\d_]+")
#: Below this no page makes words of the text.
_WORDS: Final = 0.5
#: Bytes from which on charset-normalizer is believed: on fewer it takes Western for Central European.
_ENOUGH: Final = 40
_SAMPLES: Final = 3
#: Below this an East Asian page may make more of the text.
_OF_ONE_BYTE: Final = 0.8


@dataclass(frozen=True, slots=True)
class CodePages:
    """The page that is taken, and the `others` that may be meant as well."""

    name: str
    others: tuple[str, ...] = ()


def choose(sample: bytes, standing: str) -> CodePages:
    """Choose the page of lines that hold bytes beyond ASCII; `standing` is what the first comparison says."""
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
    """The share of the words with letters beyond ASCII that stand in headers and states of known exports."""
    words = {word for word in _LETTERS.findall(text[:_HEAD]) if not word.isascii() and len(word) > 1}
    return sum(fold(word) in _vocabulary() for word in words) / len(words) if words else 0.0


@cache
def _vocabulary() -> frozenset[str]:
    """Every word by which columns are known."""
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
    """Return the first words of a text that show how it was read."""
    foreign_words = (m.group() for m in re.finditer(r"\w*[^\x00-\x7f]\w*", text[: 1 << 16]))
    return tuple(dict.fromkeys(word for _, word in zip(range(_SAMPLES * 4), foreign_words, strict=False)))[
        :_SAMPLES
    ]


def _is_of_the_first(page: str, rivals: list[str]) -> bool:
    """Return whether only the four pages compete that have been compared letter by letter."""
    first = {"cp1252", "cp1250", "iso-8859-2", "iso-8859-15"}
    return {page, *rivals} <= first


def _second_opinion(sample: bytes, names: list[str]) -> str | None:
    """Return which of these pages charset-normalizer takes; None where it takes none."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for files in doubt

    by_python_name = {name.replace("-", "_").replace("iso_8859", "iso8859"): name for name in names}
    best = from_bytes(sample, cp_isolation=list(by_python_name)).best()
    return None if best is None else by_python_name.get(best.encoding)


def _score(text: str, languages: tuple[str, ...]) -> float:
    """Return how well letters beyond ASCII make words of one of the languages: from -1 to 1."""
    # A blank between thousands is no letter: in a table of numbers there are more of them than words.
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
    """What a sign, or a word that no language writes so, is worth; None where its letters decide."""
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
    """Return whether a word is a name like McÉwan, whose inner capital is no sign of a wrong code page."""
    return any(a.isascii() and b.isascii() and a.islower() and b.isupper() for a, b in pairwise(word))
