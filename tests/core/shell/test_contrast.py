"""Every colour that carries words can be read: the stylesheet's own values, computed as WCAG 2.2 says."""

from __future__ import annotations

import re

import pytest

from tests.core.shell.sources import STYLESHEET

BLOCK = re.compile(r"(@media ([^{]+)\{\s*)?:root \{(.*?)\}", re.DOTALL)
TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{6});")
DARK, MORE = "(prefers-color-scheme: dark)", "(prefers-contrast: more)"

BODY = [(ink, ground) for ink in ("ink", "ink-soft") for ground in ("paper", "surface", "sunk")]
BODY += [("ink", wash) for wash in ("accent-wash", "ok-wash", "warn-wash", "danger-wash")]
WORDS = [
    (tone, ground) for tone in ("accent", "danger", "warn", "ok") for ground in ("paper", "surface", "sunk")
]
WORDS += [
    ("accent-strong", "accent-wash"),
    ("ok", "ok-wash"),
    ("warn", "warn-wash"),
    ("danger", "danger-wash"),
]
WORDS += [
    ("accent", "accent-wash"),
    ("accent", "warn-wash"),
    ("accent-strong", "paper"),
    ("ink-soft", "accent-wash"),
]
WORDS += [("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-danger", "danger"), ("paper", "ink")]
WORDS += [("surface", "accent-strong")]
EDGES = [(edge, ground) for edge in ("edge", "focus") for ground in ("paper", "surface", "sunk")]
EDGES += [("focus", "accent-wash"), ("focus", "warn-wash"), ("chart-1", "surface"), ("chart-2", "surface")]
EDGES += [("chart-3", "surface"), ("chart-4", "surface")]


def tokens() -> dict[str, dict[str, str]]:
    """The tokens of each scheme, with what it inherits from those that apply at the same time."""
    found = [(query.strip() if query else "", dict(TOKEN.findall(body))) for _, query, body in _blocks()]
    by_query = {query: values for query, values in found if values}
    light, dark, more = by_query[""], by_query[DARK], by_query[MORE]
    return {
        "light": light,
        "dark": light | dark,
        "light, more contrast": light | more,
        "dark, more contrast": light | dark | more | by_query[f"{MORE} and {DARK}"],
        "print": light | by_query["print"],
    }


def _blocks() -> list[tuple[str, str, str]]:
    text = STYLESHEET.read_text(encoding="utf-8")
    # The print rules stand among others inside their block: give their tokens a block of their own.
    start = text.index("@media print")
    printed = text[start:]
    return [*BLOCK.findall(text[:start]), ("", "print", printed[printed.index(":root {") :].split("}", 1)[0])]


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


SCHEMES = tokens()


def too_weak(scheme: str, pairs: list[tuple[str, str]], least: float) -> list[str]:
    values = SCHEMES[scheme]
    return [
        f"{ink} on {ground}: {contrast(values[ink], values[ground]):.2f}"
        for ink, ground in pairs
        if contrast(values[ink], values[ground]) < least
    ]


def test_the_computation_agrees_with_known_values() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_body_text_can_be_read_outdoors(scheme: str) -> None:
    assert too_weak(scheme, BODY, 7.0) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_coloured_words_can_be_read(scheme: str) -> None:
    assert too_weak(scheme, WORDS, 4.5) == []


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme != "print"])
def test_edges_of_fields_the_focus_and_bars_can_be_seen(scheme: str) -> None:
    assert too_weak(scheme, EDGES, 3.0) == []


def test_more_contrast_means_more_contrast() -> None:
    for plain, more in (("light", "light, more contrast"), ("dark", "dark, more contrast")):
        for ink, ground in WORDS:
            if ink != "accent-strong":
                before = contrast(SCHEMES[plain][ink], SCHEMES[plain][ground])
                assert contrast(SCHEMES[more][ink], SCHEMES[more][ground]) >= before, (more, ink, ground)


def test_rules_use_tokens_and_no_colour_of_their_own() -> None:
    text = STYLESHEET.read_text(encoding="utf-8")
    rules = re.sub(r":root \{.*?\}", "", text, flags=re.DOTALL)
    allowed = {"#000000", "#ffffff"}  # paper in a printer, and the white that a QR code needs
    assert {c.lower() for c in re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)", rules)} <= allowed
