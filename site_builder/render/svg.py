"""Counts into pictures: inline SVG with positions in per cent and text in pixels, styled by classes alone."""

from __future__ import annotations

from site_builder.model import Card
from site_builder.render.annotate import escape
from site_builder.render.here import Here
from site_builder.render.ties import WEIGHTS, Ties
from site_builder.render.when import published

SPREAD = 12
"""An arc over this many names bulges as far as it may; in a short list none does."""


def mentions(here: Here, counts: list[tuple[Card, int]], name: str) -> str:
    """How often a party is named: a bar for each article, leading to it; '' for none."""
    if not counts:
        return ""
    language, says = here.site.language, here.site.words
    top = max(number for _, number in counts)
    step = 100 / len(counts)
    width = round(min(step * 0.6, 6), 3)
    out = ['<line class="v-axis" x1="0" x2="100%" y1="72" y2="72"/>']
    for index, (card, number) in enumerate(counts):
        left, middle = round(index * step, 3), round((index + 0.5) * step, 3)
        height = round(number / top * 52, 1)
        label = f"{_date_of(card, language)}{says.gettext(': ')}{says.count('%(num)s mention', '%(num)s mentions', number)}"
        bar = rect("v-bar", f"{round(middle - width / 2, 3)}%", 72 - height, f"{width}%", height)
        value = text("v-value", f"{middle}%", 68 - height, str(number), anchor="middle")
        target = rect("v-target", f"{left}%", 0, f"{round(step, 3)}%", 92)
        out.append(link(here.to(here.site.addresses.article[card.id]), label, bar + value + target))
    out.append(text("v-small", "0%", 88, _date_of(counts[0][0], language)))
    if len(counts) > 1:
        out.append(text("v-small", "100%", 88, _date_of(counts[-1][0], language), anchor="end"))
    title = escape(says.gettext("Mentions of %(name)s by article") % {"name": name})
    head = '<svg class="mentions" role="group" aria-labelledby="me-t" width="100%" height="96">'
    return f'{head}<title id="me-t">{title}</title>{"".join(out)}</svg>'


def arcs(here: Here, found: Ties) -> str:
    """Ties as arcs beside a list of names, a row high for each name; drawn in a square that the list stretches."""
    place = {name: at for at, name in enumerate(found.names)}
    most, longest = found.ties[0].articles, max(SPREAD, *(place[tie.second] - place[tie.first] for tie in found.ties))
    out = []
    for tie in reversed(found.ties):  # the strongest last, on top
        start, end = place[tie.first], place[tie.second]
        bulge = round(100 - 128 * ((end - start) / longest) ** 0.6, 1)
        weight = max(1, round(tie.articles / most * WEIGHTS))
        path = f"M100 {start + 0.5}C{bulge} {start + 0.5} {bulge} {end + 0.5} 100 {end + 0.5}"
        out.append(f'<path class="tie tie-{weight}" vector-effect="non-scaling-stroke" data-of="{start} {end}" d="{path}"/>')
    label = escape(here.site.words.gettext("Arcs between those who are named together; the table says the same."))
    head = (
        f'<svg class="arcs" viewBox="0 0 100 {len(found.names)}" preserveAspectRatio="none" role="img" aria-label="{label}">'
    )
    return f"{head}{''.join(out)}</svg>"


def _date_of(card: Card, language: str) -> str:
    return published(card.published, language).short


def rect(style: str, x: str, y: float, width: str, height: float) -> str:
    """A rectangle; `x` and `width` with their unit."""
    return f'<rect class="{style}" x="{x}" y="{round(y, 1)}" width="{width}" height="{height}"/>'


def band(left: float, right: float, y: float, height: float) -> str:
    """An uncertain stretch: it fades at both ends."""
    width = round(right - left, 2)
    return f'<rect class="v-fuzzy" x="{round(left, 2)}%" y="{y}" width="{width}%" height="{height}" fill="url(#soft)"/>'


def text(style: str, x: str, y: float, words: str, *, anchor: str = "start") -> str:
    """Words, escaped; `anchor` start, middle or end."""
    return f'<text class="{style}" x="{x}" y="{round(y, 1)}" text-anchor="{anchor}">{escape(words)}</text>'


def link(href: str, label: str, inside: str) -> str:
    """A link around shapes; `label` is its name for those who do not see them."""
    return f'<a href="{escape(href)}" aria-label="{escape(label)}">{inside}</a>'
