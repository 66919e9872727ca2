"""Where a page may say when it was published, best first, into its day; what says when it was changed comes last."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence

from site_builder.model import Edtf
from site_builder.read.page.linked import Linked
from site_builder.read.page.opening import ASIDE, Kind, Opening, Said, label_of
from site_builder.read.page.values import letters
from site_builder.read.stated_date import dated, dates_in, iso_date, written_date
from site_builder.read.tree import Element, text_of

_PUBLISHED_METAS = (
    "articlepublishedtime", "ogarticlepublishedtime", "articlepublished", "datepublished", "publishedtime",
    "ogpublishedtime", "articlepublicationdate", "rnewsdatepublished", "cxenseparserecspublishtime",
    "cxenseparsepublishtime", "analyticsattributesarticledate", "parselypubdate", "sailthrudate", "btpubdate",
    "vrpublishedtime", "lpdatepublished", "publicationdate", "publishdate", "pubdate", "publishtime", "ptime",
    "originalpublicationdate", "firstpublished", "articledateoriginal", "articledate", "date", "dcdateissued",
    "dctermsissued", "dcdate", "dctermsdate", "dcdatecreated", "dctermscreated", "citationpublicationdate",
    "citationonlinedate", "citationdate", "displaydate", "datecreated", "created",
)  # fmt: skip
"""Names of meta elements, best first, by their letters alone: what stands between them differs from site to site."""
_CHANGED_METAS = (
    "articlemodifiedtime", "ogarticlemodifiedtime", "ogupdatedtime", "datemodified", "modifiedtime", "lastmod",
    "dctermsmodified", "dcdatemodified", "revisiondate", "lastmodified",
)  # fmt: skip
_PUBLISHED = re.compile(r"publi|pubdate|posted|creat|dtpub|issued", re.IGNORECASE)
_CHANGED = re.compile(r"updat|modif|maj\b|edited|revis", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>[01]\d)[/-]?(?P<day>[0-3]\d)(?=[/_.-])")


def day_of(value: object, *, day_first: bool | None = None) -> Edtf | None:
    """A stated value as a date: ISO, in words, in numbers, or seconds or milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if abs(value) < 1e15 else ""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if re.fullmatch(r"1\d{9}(?:\d{3})?", text):
        return Edtf(dt.datetime.fromtimestamp(int(text[:10]), dt.UTC).date().isoformat())
    compact = re.fullmatch(r"(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?:T?\d{4,6}Z?)?", text)
    if compact:
        return dated(compact["y"], compact["m"], compact["d"])
    found = iso_date(text[:40]) or written_date(text)
    if found is None:
        numbers = dates_in(text[:40], day_first=day_first)
        found = numbers[0].value if numbers else None
    return found


def published(
    tree: Element,
    opening: Opening,
    linked: Linked,
    metas: Mapping[str, Sequence[str]],
    *,
    url: str | None,
    language: str,
) -> Edtf | None:
    """The day on which the article was published; the day of its last change only where nothing else is said."""
    day_first = _day_first(language)
    by_letters = {letters(name): values[0] for name, values in reversed(list(metas.items()))}

    def meta(names: Sequence[str]) -> Iterator[Edtf | None]:
        return (day_of(by_letters.get(name), day_first=day_first) for name in names)

    times = list(_times(tree, day_first))
    lines = list(opening.dates(day_first=day_first))
    found: Iterator[Edtf | None] = (
        value
        for source in (
            iter([day_of(linked.get("datePublished"), day_first=day_first)]),
            meta(_PUBLISHED_METAS),
            (said.value for said in times if said.kind == "published"),
            (said.value for said in lines if said.kind == "published"),
            iter([day_of(linked.get("dateCreated", "uploadDate"), day_first=day_first)]),
            (said.value for said in times if said.kind == "plain"),
            (said.value for said in lines if said.kind == "plain"),
            iter([opening.labelled_once(day_first=day_first), _in_address(url)]),
            iter([day_of(linked.get("dateModified"), day_first=day_first)]),
            meta(_CHANGED_METAS),
            (said.value for said in (*times, *lines) if said.kind == "changed"),
        )
        for value in source
    )
    return next(filter(None, found), None)


def _day_first(language: str) -> bool | None:
    """Whether `04/05/2021` is a day in May; None where it may be either."""
    small = language.lower().replace("_", "-")
    if small.startswith("en"):
        return None if small == "en" else not small.startswith("en-us")
    return True


def _times(tree: Element, day_first: bool | None) -> Iterator[Said]:
    """What `<time>` and marked elements say, in reading order, those beside the article left out."""
    for node in tree.iter("time", "abbr", "span", "div", "p", "li", "meta"):
        own = " ".join(filter(None, map(node.get, ("itemprop", "class", "id"))))
        marks = f"{own} {'published' if node.get('pubdate') is not None else ''}"
        if node.tag != "time" and not (node.get("itemprop") or (node.tag == "abbr" and node.get("title"))):
            continue
        if node.tag != "time" and not (_PUBLISHED.search(marks) or _CHANGED.search(marks)):
            continue
        if any(outer.tag in ASIDE for outer in node.iterancestors()):
            continue
        said = node.get("datetime") or node.get("content") or node.get("title") or text_of(node)
        value = day_of(said, day_first=day_first)
        if value is not None:
            yield Said(_kind(f"{marks} {_before(node)}", label_of(_before(node))), value)


def _kind(marks: str, label: Kind) -> Kind:
    if _CHANGED.search(marks) and not re.search(r"datepublished|date-published|entry-date published", marks, re.IGNORECASE):
        return "changed"
    if label != "plain":
        return label
    return "published" if _PUBLISHED.search(marks) else "plain"


def _before(node: Element) -> str:
    """The words that stand directly before an element, in the same line."""
    sibling = node.getprevious()
    if sibling is not None:
        return (sibling.tail or "").strip()[-60:] or text_of(sibling)[-60:]
    parent = next(node.iterancestors(), None)
    return (parent.text or "").strip()[-60:] if parent is not None else ""


def _in_address(url: str | None) -> Edtf | None:
    found = _IN_ADDRESS.search(url or "")
    return dated(found["year"], found["month"], found["day"]) if found else None
