"""The colours of a chart, light and dark. Colours express evidence.

`noise` (grey) is for values within noise, `accent` (petrol) for significant good ones, `worse` (burnt
orange) for significant bad ones. Nothing else is coloured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Tone = Literal["noise", "better", "worse"]

_LINEAR_KNEE: Final = 0.04045
#: The least contrast of body text by WCAG 2.2.
_READABLE: Final = 4.5


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as hexadecimal text; `band` is an interval band's opacity, `steps` go from little to much."""

    ink: str
    quiet: str
    ground: str
    second_ground: str
    grid: str
    axis: str
    reference: str
    neutral: str
    noise: str
    accent: str
    worse: str
    worse_text: str
    band: float
    steps: tuple[str, ...]

    def tone(self, tone: Tone) -> str:
        """Return the colour of a finding."""
        return {"noise": self.noise, "better": self.accent, "worse": self.worse}[tone]


LIGHT: Final = Palette(
    ink="#1D2327",
    quiet="#5B5F62",
    ground="#FCFBF8",
    second_ground="#F4F3EF",
    grid="#E6E3DB",
    axis="#B9B5AB",
    reference="#8A8D8F",
    neutral="#CFCBC1",
    noise="#6A6E71",
    accent="#0B5F7D",
    worse="#B5480A",
    worse_text="#A8420A",
    band=0.13,
    steps=(
        *("#EAF2F4", "#D3E5EA", "#B7D5DE", "#97C2D0", "#74ADC0"),
        *("#5297AF", "#33809C", "#176B88", "#0B5670", "#084257"),
    ),
)

DARK: Final = Palette(
    ink="#E8E6E1",
    quiet="#A9ADB0",
    ground="#15181B",
    second_ground="#1E2327",
    grid="#2B3136",
    axis="#4A5157",
    reference="#7F8589",
    neutral="#4A5157",
    noise="#8C9194",
    accent="#6FC0DF",
    worse="#F0935A",
    worse_text="#F2A06E",
    band=0.20,
    steps=(
        *("#1B2A31", "#1E3640", "#224551", "#275664", "#2E6A7B"),
        *("#378093", "#4597AC", "#5AADC6", "#7CC4DA", "#A9DBEA"),
    ),
)


def step(colours: Palette, part: float) -> str:
    """Return the colour of a value as a share (0 to 1) of the largest one: one of ten steps."""
    return colours.steps[min(len(colours.steps) - 1, max(0, int(part * len(colours.steps))))]


def palette(theme: str | None) -> Palette:
    """Return the colours of a theme by Streamlit's name for it; the light ones without a name."""
    return DARK if theme == "dark" else LIGHT


def contrast(colour: str, other_colour: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(colour), _luminance(other_colour)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def on(ground: str) -> str:
    """Return the text colour on a filled shape: white where that is readable, else black."""
    return "#FFFFFF" if contrast("#FFFFFF", ground) >= _READABLE else "#000000"


def faded(colour: str, opacity: float) -> str:
    """Return a colour with an opacity of 0 to 1, as CSS."""
    red, green, blue = _channels(colour)
    return f"rgba({red},{green},{blue},{opacity:g})"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= _LINEAR_KNEE else ((channel + 0.055) / 1.055) ** 2.4
