"""Answers given in words: what stands for much and little, for good and bad, in the seven file languages.

English, Italian, Spanish, Polish, German, French and Portuguese. Patterns and words see an answer in small
letters, without accents, with its marks.
"""

from __future__ import annotations

from typing import Final, Literal

from engagement.sources.words.table import any_of

ScaleFamily = Literal["satisfaction", "agreement", "ease", "likelihood", "quality", "amount"]
Degree = Literal["none", "little", "few", "extreme", "very", "slight", "some", "plain", "middle"]

#: Words for how much, first match wins: "not at all" before "not so" before "very".
DEGREES: Final[tuple[tuple[Degree, str], ...]] = (
    (
        "middle",
        any_of(
            r"\bneither\b|\bneutr|\bindifferen|\bundecided\b|\bindecis|\bne\b.*\bne\b",
            r"\bni\b.*\bni\b|\bani\b.*\bani\b|\bweder\b|\bnem\b.*\bnem\b|\btrudno powiedziec\b",
            r"\bteils\b|^so-so$|^(?:regular|razoavel|average|fair|przecietnie|srednio|mittelmassig)$",
            r"^moyen(?:ne|nement)?$",
        ),
    ),
    (
        "none",
        any_of(
            r"\bnot\b.*\bat all\b|\bper niente\b|\bper nulla\b|\baffatto\b|\ben absoluto\b",
            r"\bnada\b|\bwcale\b|\bw ogole\b|\bzupelnie nie\b|\buberhaupt nicht\b|\bgar nicht\b",
            r"\bpas du tout\b|\bde modo (?:nenhum|algum)\b|\bnem um pouco\b",
        ),
    ),
    (
        "slight",
        any_of(
            r"\bslightly\b|\ba (?:little|bit)\b|\bleggermente\b|\bun po'|\bligeramente\b",
            r"\btroche\b|\bnieco\b|\betwas\b|\bleicht (?=\w)|\blegerement\b|\bun peu\b",
            r"\bligeiramente\b|\bum pouco\b",
        ),
    ),
    (
        "little",
        any_of(
            r"\bnot (?:so|very|really|that|particularly)\b|\bnon (?:molto|tanto|proprio)\b",
            r"\bno (?:muy|tan)\b|\bniezbyt\b|\bnie (?:bardzo|za bardzo|tak)\b",
            r"\bnicht (?:so|sehr|besonders)\b|\bpas (?:tres|vraiment|si)\b|\bnao (?:muito|tao)\b",
        ),
    ),
    ("few", any_of(r"\blittle\b|\bpoco\b|\bmalo\b|\bweniger?\b|\bpeu\b|\bpouco\b")),
    (
        "extreme",
        any_of(
            r"\bextremely\b|\bestremamente\b|\bextremadamente\b|\bsumamente\b|\bniezwykle\b",
            r"\bniezmiernie\b|\bausserst\b|\bextrem\b|\bextremement\b|\bextremamente\b",
            r"\bmoltissim|\bmuchisim|\benormement\b|\ba great deal\b",
        ),
    ),
    (
        "very",
        any_of(
            r"\bvery\b|\bstrongly\b|\bcompletely\b|\btotally\b|\bhighly\b|\bmolto\b|\bdel tutto\b",
            r"\b(?:complet|tot|fort|plen)a?l?e?mente\b|\bmuy\b|\bbardzo\b|\bcalkowicie\b",
            r"\bzdecydowanie\b|\bsehr\b|\bvollig\b|\bvollkommen\b|\bvoll\b|\bstark\b|\btres\b",
            r"\btout a fait\b|\bfortement\b|\bentierement\b|\btotalement\b|\bmuito\b|\bmuch\b",
            r"\bmucho\b|\bbeaucoup\b|\bviel\b|\bduzo\b|\ba lot\b",
        ),
    ),
    (
        "some",
        any_of(
            r"\bsomewhat\b|\bfairly\b|\brather\b|\bquite\b|\bmoderately\b|\bmostly\b",
            r"\babbastanza\b|\bpiuttosto\b|\bparzialmente\b|\bin parte\b|\bbastante\b|\balgo\b",
            r"\bparcialmente\b|\braczej\b|\bdosc\b|\beher\b|\bziemlich\b|\bteilweise\b|\bplutot\b",
            r"\bassez\b|\bpartiellement\b",
        ),
    ),
)

#: Per family what stands for the bad side, then what stands for the good one.
STEMS: Final[tuple[tuple[ScaleFamily, str, str], ...]] = (
    (
        "satisfaction",
        any_of(
            r"dissatisf|unsatisf|insatisf|insoddisf|descontent|niezadowol|unzufried|mecontent",
            r"nicht zufried|\bnie (?:jestem )?zadowol|^not satisf|^non soddisf|^no satisf",
            r"^pas satisf|^nao satisf",
        ),
        any_of(r"satisf|soddisf|zadowol|zufried"),
    ),
    (
        "agreement",
        any_of(
            r"disagree|\bnot agree|disaccordo|desacuerdo|\bnie (?:zgadzam|zgodz)|zgadzam.*\bnie\b$",
            r"\bnicht zu\b|\blehne\b|pas d'accord|desaccord|\bdiscord|non (?:sono )?d'accordo",
        ),
        any_of(r"\bagree|d'accordo|de acuerdo|zgadzam|\bstimme\b|d'accord|\bconcord"),
    ),
    (
        "ease",
        any_of(r"difficult|\bhard\b|difficil|dificil|trudn|schwierig|\bschwer|complicat"),
        any_of(r"\beas(?:y|ily)\b|facil|latw|einfach|\bleicht"),
    ),
    (
        "likelihood",
        any_of(r"unlikely|improbab|unwahrscheinlich|nieprawdopodob|malo prawdopodob"),
        any_of(r"\blikely|probab|wahrscheinlich|prawdopodob"),
    ),
    (
        "amount",
        any_of(
            r"\blow\b|\bniedrig|\bgering|\bbass[oa]\b|\bniski|\bfaible|\bbaj[oa]\b|\bbaix[oa]\b|\bno effort\b"
        ),
        any_of(r"\bhigh\b|\bhoch\b|\balt[oa]\b|\belevat|\bwysok|\beleve"),
    ),
)

#: Judgements by their rank, five of which the worst is 0.
QUALITY: Final[dict[int, str]] = {
    5: any_of(
        "amazing|awesome|excellent|outstanding|eccellente|ottimo|ottima|excelente|doskonale|doskonala|doskonaly",
        "celujaco|ausgezeichnet|hervorragend|optimo|otimo",
    ),
    4: any_of(
        "very good|molto buono|molto buona|muy bueno|muy buena|muito bom|muito boa|bardzo dobrze",
        "bardzo dobra|bardzo dobry|sehr gut|tres bien|tres bon|tres bonne|great",
    ),
    3: "good|buono|buona|bueno|buena|bom|boa|dobrze|dobra|dobry|gut|bien|bon|bonne",
    2: any_of(
        "fair|average|ok|okay|acceptable|discreto|discreta|sufficiente|nella media|regular",
        "aceptable|przecietnie|przecietna|przecietny|srednio|durchschnittlich|mittelmassig",
        "befriedigend|moyen|moyenne|passable|razoavel|medio",
    ),
    1: any_of(
        "poor|bad|scarso|scarsa|cattivo|malo|mala|slabo|slaba|slaby|zle|zly|zla|schlecht|mauvais",
        "mauvaise|ruim|mau|insufficiente",
    ),
    0: any_of(
        "very poor|very bad|terrible|awful|pessimo|pessima|muy malo|muy mala|pesimo|bardzo zle",
        "bardzo slabo|sehr schlecht|tres mauvais|tres mauvaise|muito ruim|muito mau",
    ),
}

#: Zendesk's ratings: with and without a comment; asked but not answered is no answer.
GOOD: Final = frozenset({"good", "good, i'm satisfied", "goodwithcomment", "good with comment"})
BAD: Final = frozenset({"bad", "bad, i'm unsatisfied", "badwithcomment", "bad with comment"})

#: Alone these are a state, not a judgement.
BARE_OK: Final = frozenset({"ok", "okay"})

NO_ANSWER: Final = frozenset(
    {"n/a", "na", "n.a.", "-", "--", "none given", "not applicable", "don't know", "i don't know", "not sure"}
    | {"non so", "non applicabile", "no se", "no aplica", "nie wiem", "nie dotyczy", "weiss nicht"}
    | {"keine angabe", "nicht zutreffend", "ne sais pas", "sans objet", "nao sei", "nao se aplica"}
    | {"offered", "unoffered", "undefined", "null", "nan", "prefer not to say", "prefer not to answer"}
)
