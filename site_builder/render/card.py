"""The dossier into the picture that other sites show beside a link to it: drawn as SVG, made a PNG by resvg (an extra)."""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib import metadata
from pathlib import Path

from site_builder.errors import RenderError
from site_builder.render.annotate import escape
from site_builder.render.site import Site
from site_builder.render.typography import display

PATH = "card.png"
WIDTH, HEIGHT = 1200, 630
"""The size that Open Graph readers expect; `frame` repeats it in the page."""
_MARGIN = 80
_INNER = WIDTH - 2 * _MARGIN
_INSTALL = "Install it with `pip install 'deal-dossier[card]'`."
_FONTS = Path(__file__).resolve().parent.parent / "fonts"
_NOT_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")
_SIZES = (84, 72, 62, 54, 46)
_MOST_LINES = 5
_SAFE = 0.95
_NARROW, _WIDE = frozenset("iljtfrI.,;:!'’|()[] \u00a0\u202f"), frozenset("mwMWŒœ—%&@")


def wanted(site: Site) -> bool:
    """Whether pages name a card: their address must be known, and nobody is told of a folder on a disk."""
    return bool(site.config.base_url) and not site.offline and able()


def remark(site: Site) -> tuple[str, ...]:
    """What the author is to know: that there is no card, and how to get one."""
    if site.config.base_url and not site.offline and not able():
        return (f"resvg is not installed: pages name no picture for links to them. {_INSTALL}",)
    return ()


@cache
def able() -> bool:
    """Whether the library that makes the PNG is installed."""
    return importlib.util.find_spec("resvg_py") is not None


def version() -> str:
    """The version of the library."""
    return metadata.version("resvg_py")


def png(drawing: str) -> bytes:
    """A drawing as PNG, with the fonts of the site and no other. Raises RenderError where it cannot be drawn."""
    import resvg_py  # noqa: PLC0415  -- an extra

    drawing = drawing.translate(_NOT_XML)

    fonts = [str(_FONTS / name) for name in ("newsreader-display.ttf", "libre-franklin.ttf")]
    try:
        return bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=fonts))
    except ValueError as error:
        raise RenderError(f"the card cannot be drawn ({error})", PATH, "Please report it with your dossier.toml.") from error


def drawn(site: Site) -> str:
    """The card as SVG: the nameplate between its rules, the deal in one sentence, the period and the counts."""
    says, config = site.words, site.config
    title = display(config.title, site.language)
    sentence = display(config.deal.sentence or config.description, site.language)
    size, lines = _set(sentence or title)
    nameplate, _ = _set(title, (44, 38, 32, 26), 1) if sentence else (44, [])
    counts = " · ".join((
        site.period,
        says.count("%(num)s article", "%(num)s articles", len(site.dossier.articles)),
        says.count("%(num)s quote", "%(num)s quotes", len(site.dossier.quotes)),
    ))  # fmt: skip
    top = 190 + size * 0.8
    head = title if sentence else says.gettext("Press dossier")
    words = "".join(
        f'<text x="{_MARGIN}" y="{round(top + number * size * 1.1)}" font-size="{size}" class="d">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}"><style>'
        '.d{font-family:"Newsreader 16pt";fill:#16181b}.s{font-family:"Libre Franklin Thin";fill:#50545a}</style>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fcfcfa"/><rect width="{WIDTH}" height="14" fill="#a01830"/>'
        f'<text x="{_MARGIN}" y="98" font-size="{nameplate}" class="d">{escape(head)}</text>'
        f'<path d="M{_MARGIN} 126h{_INNER}M{_MARGIN} 132h{_INNER}" stroke="#16181b" stroke-width="2"/>'
        f'{words}<path d="M{_MARGIN} 548h{_INNER}" stroke="#cfcfc8" stroke-width="2"/>'
        f'<text x="{_MARGIN}" y="586" font-size="24" class="s">{escape(counts)}</text></svg>'
    )


def _set(words: str, sizes: tuple[int, ...] = _SIZES, most: int = _MOST_LINES) -> tuple[int, list[str]]:
    """The largest size in which the words fit, and their lines; at the smallest one what does not fit is left out."""
    lines: list[str] = []
    for size in sizes:
        lines = _lines(words, _SAFE * _INNER / size)
        if len(lines) <= most and len(lines) * size * 1.1 <= 350:
            return size, lines
    return sizes[-1], [*lines[: most - 1], f"{lines[most - 1]}…"]


def _lines(words: str, width: float) -> list[str]:
    """Words into lines of at most `width` ems."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and _ems(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _ems(words: str) -> float:
    """How wide words are, in ems: near enough to break lines, and rather too wide than too narrow."""
    return sum(0.3 if sign in _NARROW else 0.86 if sign in _WIDE else 0.68 if sign.isupper() else 0.5 for sign in words)
