import pytest

from engagement.charts.base.palette import LIGHT, faded
from engagement.charts.customers.flow import FlowLink, FlowWords, Node, flow, flow_between


def node(name, size):
    return Node(name, size, str(size), f"<b>{size}</b>")


def draw(before, after, moves):
    return flow(before, after, moves, ("then", "now"), LIGHT)


TWO = ([node("Loyal", 30), node("Lost", 10)], [node("Loyal", 25), node("Lost", 15)])
MOVES = [
    FlowLink(0, 0, 22, "noise", "stayed"),
    FlowLink(0, 1, 8, "worse", "left"),
    FlowLink(1, 0, 3, "better", "back"),
    FlowLink(1, 1, 7, "noise", "stayed away"),
]


def names(figure):
    return {note.text: note for note in figure.layout.annotations}


def test_every_move_goes_from_the_left_to_the_right_with_its_number():
    link = draw(*TWO, MOVES).data[0].link
    assert list(zip(link.source, link.target, link.value, strict=True)) == [
        (0, 2, 22),
        (0, 3, 8),
        (1, 2, 3),
        (1, 3, 7),
    ]
    assert list(link.customdata) == [move.hover for move in MOVES]


def test_only_moves_for_better_or_worse_have_a_colour():
    colours = draw(*TWO, MOVES).data[0].link.color
    assert colours[0] == colours[3] == faded(LIGHT.neutral, 0.7)
    assert colours[1].startswith(faded(LIGHT.worse, 1).rpartition(",")[0])
    assert colours[2].startswith(faded(LIGHT.accent, 1).rpartition(",")[0])


def test_a_name_stands_with_its_number_beside_the_middle_of_its_group():
    figure = draw(*TWO, MOVES)
    result = names(figure)
    assert result["Loyal · 30"].y == pytest.approx(1 - figure.data[0].node.y[0])
    assert result["Loyal · 30"].xanchor == "right"
    assert result["Lost · 15"].xanchor == "left"


def test_what_a_side_is_stands_above_a_first_name_of_several_lines():
    """Of a small first group, whose name is taller than itself."""
    before = [node("Regular customers away for long", 1), node("Others", 200)]
    moves = [FlowLink(0, 0, 1, "noise", ""), FlowLink(1, 0, 200, "noise", "")]
    notes = names(draw(before, [node("All", 201)], moves))
    first = next(note for text, note in notes.items() if "<br>" in text)
    assert notes["then"].yshift >= (first.text.count("<br>") + 1) * 17 // 2 - 1 > 12


def test_a_long_name_is_folded_and_names_keep_apart():
    before = [node("Regular customers away for long", 1), node("Valuable customers and away", 1)]
    figure = draw(before, [node("All", 2)], [FlowLink(0, 0, 1, "noise", ""), FlowLink(1, 0, 1, "noise", "")])
    wrapped = [note for note in figure.layout.annotations if "<br>" in note.text]
    plot = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b
    assert len(wrapped) == 2
    lines = max(note.text.count("<br>") + 1 for note in wrapped)
    assert abs(wrapped[0].y - wrapped[1].y) * plot >= lines * 15


def test_two_names_leave_a_phone_room_for_the_moves():
    figure = draw(
        [node("Valuable and away " * 3, 1)], [node("Regulars " * 5, 1)], [FlowLink(0, 0, 1, "noise", "")]
    )
    assert 358 - figure.layout.margin.l - figure.layout.margin.r >= 120


def test_groups_lie_within_the_figure_from_the_first_to_the_last():
    places = draw(*TWO, MOVES).data[0].node.y
    assert all(0 < place < 1 for place in places)
    assert places[0] < places[1]


def test_a_name_is_no_markup():
    figure = draw([node("<i>a</i>", 1)], [node("b", 1)], [FlowLink(0, 0, 1, "noise", "")])
    assert "&lt;i&gt;a&lt;/i&gt; · 1" in names(figure)
    assert set(figure.data[0].node.label) == {""}


def test_moves_between_groups_are_counted_on_each_side_in_their_order_and_said_in_words():
    figure = flow_between(
        [("b", "a", 2), ("a", "a", 1), ("b", "b", 4)],
        lambda key, size: (-size, key),
        lambda one, other: "noise" if one == other else "better",
        FlowWords(str.upper, str, lambda count: f"{count} <people>"),
        ("then", "now"),
        LIGHT,
    )
    assert [note for note in names(figure) if "·" in note] == ["B · 6", "A · 1", "B · 4", "A · 3"]
    link = figure.data[0].link
    assert list(zip(link.source, link.target, link.value, strict=True)) == [(0, 3, 2), (1, 3, 1), (0, 2, 4)]
    assert link.customdata[0] == "<b>B → A</b><br>2 &lt;people&gt;"
    assert [colour.startswith(faded(LIGHT.accent, 1).rpartition(",")[0]) for colour in link.color] == [
        True,
        False,
        False,
    ]
