"""The words by which a survey question is known, in the seven file languages.

English, Italian, Spanish, Polish, German, French and Portuguese, as patterns over text that is folded with
its marks.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from engagement.sources.values.fold import apart, fold

Topic = Literal["nps", "effort", "satisfaction"]

_OBJECT: Final = re.compile(r"^survey (?:taker|response|question|invitation|subject): ")


def fold_name(name: str) -> str:
    """Return a column's name for matching: folded with its marks, words apart, no object before it.

    "RecordedDate" is "recorded date"; Salesforce's "Survey Taker: Created Date" is "created date".
    """
    return _OBJECT.sub("", fold(apart(name), marks=True))


def any_of(*patterns: str) -> str:
    """Join alternatives, so that a long list of words can be wrapped."""
    return "|".join(patterns)


def pattern(*patterns: str) -> re.Pattern[str]:
    """Compile alternatives into one pattern."""
    return re.compile(any_of(*patterns))


RECOMMEND: Final = pattern(
    r"\brecommend(?!ations?\b|ed (?:products?|items?)\b)|\bconsigli|\braccomand",
    r"\brecom[ie]+nd|\bpolec|\bzarekomend|\brekomend|\bweiter ?empf[ie]|\bempfehl|\brecommand",
    r"\bconseill|\bindicar(?:ia)?\b|\bnps|\bnet ?promoter",
    r"\brefer (?:us|our|a friend|your friend)|\bltr\b",
)
PROMOTER: Final = re.compile(r"\bnps|\bnet ?promoter")
LIKELY: Final = re.compile(r"\blikel|\bprobab|\bwahrscheinlich|\bprawdopodob|\bsusceptible")
EASY: Final = pattern(
    r"\beas(?:y|ily|ier|iest|e)\b|\beffortless|\bfacil|\bsimple\b|\bsemplic|\bsencill|\bsimples\b",
    r"\blatw|\bprost[aey]\b|\beinfach|\bleicht|\bmuhelos|\blittle effort|\blow effort",
    r"\bpoco sforzo|\bpoco esfuerzo|\bpouco esforco|\bpeu d'effort|\bmaly wysil",
    r"\bniewielki\w* wysil|\bwenig aufwand|\bminimal effort",
)
HARD: Final = pattern(
    r"(?<!our )(?<!their )\beffort\b|\bd'efforts?\b|\bdifficult|\bsforz|\bfatica\b|\bdifficil|\besfuerzo",
    r"\bdificil|\besforco|\bwysil|\btrudn|\baufwand|\banstreng|\bmuhe\b|\bschwierig|\bschwer\b",
    r"^ces(?: (?:score|rating|[0-9.]+))?$|\(ces\b|\bces, easy",
)
DIFFICULT: Final = re.compile(r"difficult|difficil|dificil|trudn|schwierig|\bschwer\b")
#: Asks for an amount of effort, or states that it was spent: then a high answer is bad.
AMOUNT: Final = pattern(
    r"\bhow (?:much|hard|difficult)\b|\bquant[oaie]\b|\bquale\b|\bcuant[oa]\b|\bque tan\b|\bile\b",
    r"\bjak (?:duz|wiel|trud)|\bwie (?:viel|gross|hoch|schwer|schwierig|sehr)\b|\bcombien\b",
    r"\bquels?\b|\ba quel point\b|\bquanto\b|\b(?:had|have|need(?:ed)?) to\b|\brequired?\b",
    r"\brichiesto\b|\ba lot of\b|\bwas difficult\b|\bto put\b",
)
SATISFIED: Final = re.compile(r"satisf|soddisf|satysfakc|zadowol|zufrieden|\bcsat")
COUNT: Final = pattern(
    r"\bnumber of\b|\bnumero d[ie]\b|\bliczba\b|\banzahl\b|\bnombre de\b",
    r"\bhow (?:many|old|often)\b|\bquant[ie] (?!e )|\bquanti\b|\bcuant[oa]s\b|\bile\b",
    r"\bwie ?viele\b|\bwie alt\b|\bcombien\b|\bquant[oa]s\b|\byear\b|\banno\b|\bano\b|\brok\b",
    r"\bjahr\b|\bage\b|\bminutes?\b|\bhours?\b|\bdays\b",
)
OPEN: Final = pattern(
    r"\bcomment|\bcoment|\bkomentarz|\bkommentar|\bwhy\b|\bperche\b|\bpor ?que\b|\bdlaczego\b",
    r"\bwarum\b|\bpourquoi\b|\bsuggest|\bsugger|\bsugest|\bsugerenc|\bfeedback\b|\banything\b",
    r"\btell us\b|\bimprove|\bmiglior|\bmejorar|\bpopraw|\bulepsz|\bverbesser|\bamelior|\bmelhor",
    r"\bopen-ended\b|\breason\b|\bplease specify\b|\bmotivo\b|\bopinion|\bopinie|\buwagi\b",
    r"\bremarques?\b|\bverbatim\b|\bin your own words\b|\bspecificare\b",
    r"\bespecifi|\bokreslic\b|\bprosze podac\b|\bbitte angeben\b|\bpreciser\b",
    r"\baggiungere\b|\banadir\b|\bagregar\b|\bdodac\b|\bhinzufugen\b|\bmitteilen\b|\bajouter\b|\bacrescentar\b",
)


#: Words that no other of the file languages has, in the questions of surveys.
_LANGUAGES: Final = {
    language: re.compile(rf"\b(?:{words})\b")
    for language, words in {
        "en": "how|would|you|your|the|what|why|did|our|us|with|easy|likely|friend",
        "it": "quanto|come|che|della|nostr[oiae]|perche|amico|hai|sei|ti|ci|il|consiglierest[ie]|con quale",
        "es": "que|como|usted|nuestr[oa]s?|amigo|tan|recomendar|por que|el|los|ha|le|nos recomendar\\w*",
        "pl": "jak|czy|jest|nam|nas|nasz\\w*|dlaczego|znajom\\w*|prawdopodob\\w*|sie|oceniasz|pan\\w*",
        "de": "wie|sie|uns|unser\\w*|warum|wurden|der|die|das|ist|mit|wahrscheinlich|freund\\w*",
        "fr": "vous|nous|notre|quelle|est|pourquoi|votre|avez|les|probabilite|ami|dans",
        "pt": "voce|nos|nosso|nossa|qual|amigo|recomendaria|por que|foi|seu|um|uma",
    }.items()
}


def language_of(text: str) -> str | None:
    """Return the language of a folded question, None where nothing tells or two tell as much."""
    counts = sorted(((len(words.findall(text)), name) for name, words in _LANGUAGES.items()), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None


def topic_of(text: str) -> Topic | None:
    """Return which score the folded wording is about: recommending if likely to, else the first named."""
    recommend = RECOMMEND.search(text)
    if recommend and (LIKELY.search(text) or PROMOTER.search(text)):
        return "nps"
    matches: tuple[tuple[re.Match[str] | None, Topic], ...] = (
        (recommend, "nps"),
        (EASY.search(text), "effort"),
        (HARD.search(text), "effort"),
        (SATISFIED.search(text), "satisfaction"),
    )
    found = [(match.start(), topic) for match, topic in matches if match]
    return min(found)[1] if found else None
