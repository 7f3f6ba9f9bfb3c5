"""Find the columns of a social export by what they mean.

One vocabulary serves every format (`words.social`). Where no known name fits, a looser pattern of
word stems may: networks reword their headers now and then, and not every language could be seen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from engagement.sources.text import brackets
from engagement.sources.values.fold import fold
from engagement.sources.words.social import TOTALS, WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.sources.columns.typed import Cells

_BRACKETS: Final = re.compile(r"[(\[](.*?)[)\]]")
#: In brackets, these turn a figure into another one: "Likes (vs. dislikes)", "Views (%)".
_ANOTHER: Final = re.compile(r"%|\bvs\b|rate|average|avg|organi|sponsor|paid|boost", re.IGNORECASE)


def _tight(name: str) -> str:
    return fold(name).replace(" ", "")


_TIGHT: Final = {
    concept: tuple(dict.fromkeys(name.replace(" ", "") for name in names)) for concept, names in WORDS.items()
}
_KNOWN: Final = frozenset(name for names in WORDS.values() for name in names)
_COUNTED: Final = frozenset({"likes", "comments", "shares", "saves"})
#: "Reactions, comments and shares" is none of the three.
_SEVERAL: Final = re.compile(r"\b(?:and|e|y|i|und|et|ed)\b")

#: Stems that mean a concept where no whole name is known, and what must not stand beside them.
_LOOSE: Final = {
    concept: re.compile(pattern)
    for concept, pattern in {
        "published": r"(?=.*\b(?:ora|orario|data|hora|horario|fecha|heure|date|datum|czas|godzina|time)\b)"
        r".*(?:pubblic|publi|posted|veroff)",
        "post_id": r"(?=.*(?:\bid\b|identif|kennung|identyfik)).*(?:\bpost|beitrag|publica|video|tweet|wpis)",
        "permalink": r"^(?:link|enlace|lien|url|lacze)\b.*(?:post|publica|beitrag|perman|video|contenu)",
        "views": r"^(?:views|visualizz|visualizac|vues|aufrufe|wyswietl|reproduc|odtworz)",
        "reach": r"^(?:post )?(?:reach|copertura|alcance|couverture|portee|reichweite|zasieg)",
        "impressions": r"^(?:impres|impression)",
        "likes": r"^(?:likes?|mi piace|me gusta|gefallt|j aime|mentions j|polubie|curtid|rea[czk]|gostos)",
        "comments": r"^(?:comments|commenti|comentarios|commentaires|kommentare|komentarz)",
        "shares": r"^(?:shares|condivis|compartid|compartil|partag|partilh|geteilt|udostep|veces.*compartid)",
        "saves": r"^(?:saves|saved|salvat|salvag|salvam|guardad|enregistr|gespeich|zapis|veces.*guardad)",
        "clicks": r"^(?:tot\w*|suma|laczna liczba|numero|nombre|all)\b.*(?:cli[ckq]|kli[ck])",
        "link_clicks": r"(?=.*(?:cli[ckq]|kli[ck])).*(?:link|enlace|lien|lacz|url)",
        "follows": r"^(?:new|nuov\w*|nuev\w*|nov\w*|neue|nowi|nouve\w*|net)\b.*(?:follow|segui|abonn|obserw)",
    }.items()
}
#: A part, an average or another kind of figure: never the figure itself.
_NOT_WHOLE: Final = re.compile(
    r"organi|boost|paid|promo|sponsor|pagament|averag|\bavg\b|medi[ao]\b|moyen|durchschn|sredni|\d|second|minut"
    r"|\brate\b|\bper\b|profil|pagina|\bpage\b|dati|datos|donnees|dados|danych|daten|unique|unic"
    r"|tasso|tasa|taux|quote|wskaznik"
)


def _loosely(columns: Sequence[str], concept: str) -> list[str]:
    """Columns whose words have the concept's stems and are no known name of anything else."""
    pattern = _LOOSE.get(concept)
    if pattern is None:
        return []
    left = brackets.open_columns(columns)
    folded = {
        c: fold(c)
        for c in columns
        if "%" not in c and c not in left and _same_without_brackets(c) and not brackets.says_people(c)
    }
    return [
        c
        for c, words in folded.items()
        if pattern.match(words)  # a search would begin again at every letter of a long name
        and words not in _KNOWN
        and not _NOT_WHOLE.search(words)
        and not (concept in _COUNTED and _SEVERAL.search(words))
    ]


def columns_for(columns: Sequence[str], *concepts: str) -> tuple[str, ...]:
    """Return the columns that carry one of the concepts, the surest name first.

    A name counts whole ("Impressions (total)") before it counts without its brackets
    ("Date (GMT)" as "date"), and so only where no other column differs from it in these alone. Blanks do
    not count ("Publishtime"). A share in per cent is no figure.
    """
    left = brackets.open_columns(columns)
    whole = {_tight(c): c for c in reversed(columns) if "%" not in c}
    same = [c for c in reversed(columns) if c not in left and _same_without_brackets(c)]
    people = {_tight(_BRACKETS.sub(" ", c)): c for c in same}
    bare = {_tight(_BRACKETS.sub(" ", c)): c for c in same if not brackets.says_people(c)}
    found: dict[str, None] = {}
    for concept in concepts:
        spelt = (whole, people if concept == "reach" else bare)
        names = [known[name] for known in spelt for name in _TIGHT[concept] if name in known]
        found |= dict.fromkeys(names or _loosely(columns, concept))
    return tuple(found)


def columns_of(cells: Cells, *concepts: str) -> tuple[str, ...]:
    """Return the columns of one of the concepts: as a person has said, else as their names say."""
    said = cells.hints.roles
    if said is None:
        return columns_for(cells.raw.columns, *concepts)
    return tuple(said[concept] for concept in concepts if concept in said)


def _same_without_brackets(column: str) -> bool:
    return not any(_ANOTHER.search(inside) for inside in _BRACKETS.findall(column))


def has(columns: Sequence[str], *concepts: str) -> bool:
    """Whether every concept has a column."""
    return all(columns_for(columns, concept) for concept in concepts)


def is_total(cell: str | None) -> bool:
    """Whether a cell says that its row adds up the others."""
    return cell is not None and fold(cell) in TOTALS
