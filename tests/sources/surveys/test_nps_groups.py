"""The groups of the NPS in place of its scores."""

from __future__ import annotations

from tests.sources.formats.survey_files import read

_HEADER = "Response ID,Submitted,Email,NPS group\n"
_ROWS = "".join(
    f"{number},2026-03-0{number} 10:00,p{number}@example.com,{group}\n"
    for number, group in enumerate(["Promoter", "Promoter", "Passive", "Detractor"], 1)
)


def test_groups_alone_are_the_nps_and_that_is_told():
    survey = read(_HEADER + _ROWS)
    assert survey.kinds == {"NPS group": "nps"}
    assert survey.scores("NPS group") == [9, 9, 7, 6]
    assert any("groups of the NPS" in warning for warning in survey.warnings)


def test_groups_of_other_languages_make_a_table_a_survey():
    survey = read(
        "ID risposta,Data,Categoria NPS\n1,02/03/2026,Promotore\n2,13/03/2026,Detrattore\n"
        "3,14/03/2026,Passivo\n"
    )
    assert survey.scores("Categoria NPS") == [9, 6, 7]


def test_groups_beside_their_scores_are_not_counted_twice():
    survey = read(
        "Response ID,Submitted,How likely are you to recommend us?,NPS group\n"
        "1,2026-03-01 10:00,10,Promoter\n2,2026-03-02 10:00,0,Detractor\n3,2026-03-03 10:00,8,Passive\n"
    )
    assert [kind for kind in survey.kinds.values() if kind == "nps"] == ["nps"]
    assert survey.scores("How likely are you to recommend us?") == [10, 0, 8]
