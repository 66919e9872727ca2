"""The pages about the dossier itself: how it is made, who answers for it, what can be taken away."""

from __future__ import annotations

from site_builder.model import Record
from site_builder.render.here import Here
from site_builder.render.pages import PageSpec
from site_builder.render.typography import display
from site_builder.render.views.frame import Frame, frame
from site_builder.render.words import grouped


class Count(Record, frozen=True):
    """A number and what it counts."""

    number: str
    label: str


class MethodView(Record, frozen=True):
    """How the dossier was made, with what was found and what stays doubtful."""

    frame: Frame
    heading: str
    counts: tuple[Count, ...]
    doubts: tuple[Count, ...]


class LegalView(Record, frozen=True):
    """Who publishes the site, in the words of `dossier.toml`."""

    frame: Frame
    heading: str
    publisher: str
    contact: str
    mail: str
    note: str


class File(Record, frozen=True):
    """A file to take away."""

    href: str
    name: str
    what: str


class DataView(Record, frozen=True):
    """The dossier as files."""

    frame: Frame
    heading: str
    lead: str
    files: tuple[File, ...]
    references: tuple[File, ...]
    feeds: tuple[File, ...]


def method_view(here: Here, spec: PageSpec) -> MethodView:
    """How it is extracted, and how well."""
    site, says, dossier = here.site, here.site.words, here.site.dossier
    unsure = sum(not quote.quote.certain for quote in dossier.quotes)
    nobody = sum(quote.name is None for quote in dossier.quotes)
    vague = sum(event.precision != "day" or event.mod is not None for event in dossier.events)
    inferred = sum(card.title_inferred for card in dossier.articles)
    undated = sum(card.published is None for card in dossier.articles)
    heading = says.gettext("How this dossier is made")

    def lines(*pairs: tuple[int, str]) -> tuple[Count, ...]:
        return tuple(Count(grouped(number, site.language), label) for number, label in pairs if number)

    return MethodView(
        frame=frame(here, spec, heading, says.gettext("How the quotes, dates and names of this dossier were found.")),
        heading=heading,
        counts=lines(
            (len(dossier.articles), says.gettext("articles")), (len(dossier.quotes), says.gettext("quotes in all")),
            (len(dossier.events), says.gettext("dated events")), (len(dossier.deadlines), says.gettext("deadlines")),
            (len(dossier.entities), says.gettext("names")),
            (len(dossier.statements), says.gettext("statements in several articles")),
        ),
        doubts=lines(
            (unsure, says.gettext("quotes whose speaker is uncertain")),
            (nobody, says.gettext("quotes without a named speaker")),
            (vague, says.gettext("events whose day is not known")), (inferred, says.gettext("inferred titles")),
            (undated, says.gettext("undated articles")),
        ),
    )  # fmt: skip


def legal_view(here: Here, spec: PageSpec) -> LegalView:
    """Who publishes, contact, how to ask for a correction, rights."""
    site, says = here.site, here.site.words
    rights = site.config.rights
    heading = says.gettext("Legal notice")
    return LegalView(
        frame=frame(here, spec, heading, heading),
        heading=heading,
        publisher=display(rights.publisher, site.language),
        contact=rights.contact,
        mail=f"mailto:{rights.contact}" if "@" in rights.contact and not set(rights.contact) & set(" <>\"'?&") else "",
        note=display(rights.note, site.language),
    )


def data_view(here: Here, spec: PageSpec) -> DataView:
    """What can be taken away, and what each file holds."""
    site, says = here.site, here.site.words
    base = site.addresses.data
    heading = says.gettext("Data")
    lead = says.gettext("The whole dossier as files: each line names its article, the SHA-256 of the source and the "
                        "characters that it stands on, so that it can be checked.")  # fmt: skip

    def file(name: str, what: str) -> File:
        return File(here.to(f"{base}{name}"), name, what)

    return DataView(
        frame=frame(here, spec, heading, lead),
        heading=heading,
        lead=lead,
        files=(
            file("dossier.json", says.gettext("everything, in one JSON file")),
            file("dossier.schema.json", says.gettext("its JSON Schema")),
            file("dossier.sqlite", says.gettext("the same as an SQLite database, with full-text search")),
            file("quotes.csv", says.gettext("quotes, with speaker, kind and place")),
            file("events.csv", says.gettext("dated events, with their interval")),
            file("deadlines.csv", says.gettext("deadlines, with their status")),
            file("figures.csv", says.gettext("amounts and percentages")),
            file("entities.csv", says.gettext("people, organisations and places")),
        ),
        references=(
            file("articles.bib", "BibTeX"),
            file("articles.ris", "RIS (Zotero, EndNote)"),
            file("articles.csl.json", "CSL-JSON"),
        ),
        feeds=(File(here.to("feed.xml"), "feed.xml", says.gettext("new articles, as an Atom feed")),),
    )  # fmt: skip
