"""The words by which a survey question is known, in the seven file languages.

English, Italian, Spanish, Polish, German, French and Portuguese, as patterns over text in small letters,
without accents, with its marks.
"""

from __future__ import annotations

from typing import Final

from engagement.sources.words.table import any_of

RECOMMEND: Final = any_of(
    r"\brecommend(?!ations?\b|ed (?:products?|items?)\b)|\bconsigli|\braccomand",
    r"\brecom[ie]+nd|\bpolec|\bzarekomend|\brekomend|\bweiter ?empf[ie]|\bempfehl|\brecommand",
    r"\bconseill|\bindicar(?:ia)?\b|\bnps|\bnet ?promoter",
    r"\brefer (?:us|our|a friend|your friend)|\bltr\b",
)
PROMOTER: Final = r"\bnps|\bnet ?promoter"
LIKELY: Final = r"\blikel|\bprobab|\bwahrscheinlich|\bprawdopodob|\bsusceptible"
EASY: Final = any_of(
    r"\beas(?:y|ily|ier|iest|e)\b|\beffortless|\bfacil|\bsimple\b|\bsemplic|\bsencill|\bsimples\b",
    r"\blatw|\bprost[aey]\b|\beinfach|\bleicht|\bmuhelos|\blittle effort|\blow effort",
    r"\bpoco sforzo|\bpoco esfuerzo|\bpouco esforco|\bpeu d'effort|\bmaly wysil",
    r"\bniewielki\w* wysil|\bwenig aufwand|\bminimal effort",
)
HARD: Final = any_of(
    r"(?<!our )(?<!their )\beffort\b|\bd'efforts?\b|\bdifficult|\bsforz|\bfatica\b|\bdifficil|\besfuerzo",
    r"\bdificil|\besforco|\bwysil|\btrudn|\baufwand|\banstreng|\bmuhe\b|\bschwierig|\bschwer\b",
    r"^ces(?: (?:score|rating|[0-9.]+))?$|\(ces\b|\bces, easy",
)
DIFFICULT: Final = r"difficult|difficil|dificil|trudn|schwierig|\bschwer\b"
#: Asks for an amount of effort, or states that it was spent: then a high answer is bad.
AMOUNT: Final = any_of(
    r"\bhow (?:much|hard|difficult)\b|\bquant[oaie]\b|\bquale\b|\bcuant[oa]\b|\bque tan\b|\bile\b",
    r"\bjak (?:duz|wiel|trud)|\bwie (?:viel|gross|hoch|schwer|schwierig|sehr)\b|\bcombien\b",
    r"\bquels?\b|\ba quel point\b|\bquanto\b|\b(?:had|have|need(?:ed)?) to\b|\brequired?\b",
    r"\brichiesto\b|\ba lot of\b|\bwas difficult\b|\bto put\b",
)
SATISFIED: Final = r"satisf|soddisf|satysfakc|zadowol|zufrieden|\bcsat"
COUNT: Final = any_of(
    r"\bnumber of\b|\bnumero d[ie]\b|\bliczba\b|\banzahl\b|\bnombre de\b",
    r"\bhow (?:many|old|often)\b|\bquant[ie] (?!e )|\bquanti\b|\bcuant[oa]s\b|\bile\b",
    r"\bwie ?viele\b|\bwie alt\b|\bcombien\b|\bquant[oa]s\b|\byear\b|\banno\b|\bano\b|\brok\b",
    r"\bjahr\b|\bage\b|\bminutes?\b|\bhours?\b|\bdays\b",
)
OPEN: Final = any_of(
    r"\bcomment|\bcoment|\bkomentarz|\bkommentar|\bwhy\b|\bperche\b|\bpor ?que\b|\bdlaczego\b",
    r"\bwarum\b|\bpourquoi\b|\bsuggest|\bsugger|\bsugest|\bsugerenc|\bfeedback\b|\banything\b",
    r"\btell us\b|\bimprove|\bmiglior|\bmejorar|\bpopraw|\bulepsz|\bverbesser|\bamelior|\bmelhor",
    r"\bopen-ended\b|\breason\b|\bplease specify\b|\bmotivo\b|\bopinion|\bopinie|\buwagi\b",
    r"\bremarques?\b|\bverbatim\b|\bin your own words\b|\bspecificare\b",
    r"\bespecifi|\bokreslic\b|\bprosze podac\b|\bbitte angeben\b|\bpreciser\b",
    r"\baggiungere\b|\banadir\b|\bagregar\b|\bdodac\b|\bhinzufugen\b|\bmitteilen\b|\bajouter\b|\bacrescentar\b",
)


#: Words that no other of the file languages has, in the questions of surveys.
LANGUAGES: Final = {
    "en": "how|would|you|your|the|what|why|did|our|us|with|easy|likely|friend",
    "it": "quanto|come|che|della|nostr[oiae]|perche|amico|hai|sei|ti|ci|il|consiglierest[ie]|con quale",
    "es": "que|como|usted|nuestr[oa]s?|amigo|tan|recomendar|por que|el|los|ha|le|nos recomendar\\w*",
    "pl": "jak|czy|jest|nam|nas|nasz\\w*|dlaczego|znajom\\w*|prawdopodob\\w*|sie|oceniasz|pan\\w*",
    "de": "wie|sie|uns|unser\\w*|warum|wurden|der|die|das|ist|mit|wahrscheinlich|freund\\w*",
    "fr": "vous|nous|notre|quelle|est|pourquoi|votre|avez|les|probabilite|ami|dans",
    "pt": "voce|nos|nosso|nossa|qual|amigo|recomendaria|por que|foi|seu|um|uma",
}
