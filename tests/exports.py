"""Exports of press databases made to order: the same articles in each database's form, interface and encoding."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Piece(NamedTuple):
    """One article as a database holds it. `when`: the date as the interface writes it, and `day` what it means."""

    title: str
    when: str
    day: str
    source: str
    author: str
    text: tuple[str, ...]
    key: str = ""
    section: str = ""
    lang: str = "Français"
    rights: str = "© 2021 La Gazette du Rhône. Tous droits réservés."


class Interface(NamedTuple):
    """The words of an interface."""

    document: str
    of: str
    words: str
    author: str
    section: str
    title: str
    length: str
    language: str
    certificate: str


FRENCH = Interface(
    "Numéro de document : ", "{} de {} DOCUMENTS", "mots", "AUTEUR", "RUBRIQUE", "TITRE", "LONGUEUR", "LANGUE",
    "Ce certificat est émis à <b>X</b> à des fins de visualisation personnelle et temporaire.",
)  # fmt: skip
ENGLISH = Interface(
    "Document number: ", "{} of {} DOCUMENTS", "words", "BYLINE", "SECTION", "HEADLINE", "LENGTH", "LANGUAGE",
    "This certificate is issued to <b>X</b> for personal and temporary viewing.",
)  # fmt: skip
GERMAN = Interface(
    "Dokumentnummer: ", "{} von {} DOKUMENTEN", "Wörter", "AUTOR", "RUBRIK", "ÜBERSCHRIFT", "LÄNGE", "SPRACHE",
    "Dieses Zertifikat wurde für <b>X</b> ausgestellt.",
)  # fmt: skip
SPANISH = Interface(
    "Número de documento: ", "{} de {} DOCUMENTOS", "palabras", "AUTOR", "SECCIÓN", "TÍTULO", "EXTENSIÓN", "IDIOMA",
    "Este certificado se emite a <b>X</b>.",
)  # fmt: skip


def europresse_old(pieces: Sequence[Piece], words: Interface, charset: str = "ISO-8859-1") -> str:
    """The layout of tables: one run of text in a cell."""
    boxes = []
    for piece in pieces:
        section = f'<span class="DocHeader">{escape(piece.section)}, </span>' if piece.section else ""
        author = f"{escape(piece.author)}<br><p></p>" if piece.author else ""
        text = "<p></p>".join(map(escape, piece.text))
        boxes.append(
            '<table style="table-layout: fixed; width: 96%;"><tr><td style="word-wrap: break-word">'
            '<table id="tbHeaderImages"><tr><td id="celPublication"><img src="x.gif"><br></td></tr></table>'
            f'<span class="DocPublicationName">{escape(piece.source)}</span><br>{section}'
            f'<span class="DocHeader">{escape(piece.when)}</span><br><br>'
            f'<span class="TitreArticleVisu">{escape(piece.title)}</span><br><br>{author}{text}<p></p>'
            f"<b><i>{escape(piece.rights)}</i></b><p></p>{words.document}{piece.key}<br><br><br>"
            f'<table width="100%"><tr><td align="center"><img src="l.gif">{piece.key}</td></tr>'
            f'<tr><td align="center">{words.certificate}</td></tr></table></td></tr></table>\n<p><br><br>'
        )
    head = f'<META http-equiv="Content-Type" content="text/html; charset={charset}">'
    return f"<html><head>{head}</head><body>{''.join(boxes)}</body></html>"


def europresse_new(pieces: Sequence[Piece], words: Interface) -> str:
    """The layout of articles: header, section, aside, footer."""
    boxes = []
    for piece in pieces:
        section = f"{escape(piece.section)}, " if piece.section else ""
        title = f'<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{escape(piece.title)}</p></div>'
        author = f"<div>{escape(piece.author)}</div>" if piece.author else ""
        text = "".join(f"<p>{escape(line)}</p>" for line in piece.text)
        boxes.append(
            f'<article><header><img src="x.gif"/><div><span class="DocPublicationName">{escape(piece.source)} </span></div>'
            f'<div><span class="DocHeader">{section}{escape(piece.when)}</span></div>{title}{author}</header>'
            f'<section><div class="DocText"><div class="docOcurrContainer">{text}</div></div></section><aside></aside>'
            f"<footer><small>{escape(piece.rights)}</small> <p>{words.document}{piece.key}</p>"
            f'<div id="divPubliC"><div><span id="PubliC_lblNodoc">{piece.key}</span></div>'
            f"<div><span>{words.certificate}</span></div></div></footer></article>"
        )
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title></title></head><body>{"".join(boxes)}</body></html>'


def factiva_coded(pieces: Sequence[Piece], words: Interface) -> str:
    """A code before each field."""
    boxes = []
    for piece in pieces:
        lead, *rest = [f'<p class="articleParagraph frarticleParagraph">{escape(line)}</p>' for line in piece.text]
        rows = {
            "SE": escape(piece.section),
            "HD": f"<b class='frHeadline'>{escape(piece.title)}</b>" if piece.title else "",
            "BY": escape(piece.author),
            "WC": f"295 {words.words}",
            "PD": escape(piece.when),
            "ET": "15:32",
            "SN": escape(piece.source),
            "SC": "GAZRHO",
            "LA": piece.lang,
            "CY": escape(piece.rights),
            "LP": lead,
            "TD": "".join(rest),
            "NS": "gcat : Political/General News",
            "AN": f"Document {piece.key}",
        }
        cells = (
            f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>' for code, value in rows.items() if value
        )
        boxes.append(f'<span></span><div class="article frArticle"><table>{"".join(cells)}</table><br/></div>')
    return _factiva("".join(boxes))


def factiva_uncoded(pieces: Sequence[Piece], words: Interface) -> str:
    """A line for each field, in a fixed order."""
    boxes = []
    for piece in pieces:
        lines = [
            piece.section,
            f'<div id="hd"><span class="frHeadline">{escape(piece.title)}</span></div>' if piece.title else "",
        ]
        lines += [
            escape(piece.author),
            f"295 {words.words}",
            piece.when,
            "15:32",
            escape(piece.source),
            "GAZRHO",
            "4",
            piece.lang,
        ]
        lines += [escape(piece.rights)]
        fields = "".join(line if line.startswith("<div") else f"<div>{line}</div>" for line in lines if line)
        text = "".join(f'<p class="articleParagraph frarticleParagraph">{escape(line)}</p>' for line in piece.text)
        boxes.append(f'<div class="article frArticle">{fields}{text}<p>Document {piece.key}</p></div>')
    return _factiva("".join(boxes))


def _factiva(boxes: str) -> str:
    head = '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/><title>Factiva</title>'
    return f"<html><head>{head}</head><body><h1>Factiva</h1><div id='contentLeft'>{boxes}</div><p>© Factiva, Inc.</p></body></html>"


def factiva_xml(pieces: Sequence[Piece], words: Interface) -> str:
    """XML, of the same articles."""
    del words
    codes = {"Français": "FR", "English": "EN"}
    articles = []
    for piece in pieces:
        lead, *rest = [f'<paragraph display="Proportional">{escape(line)}</paragraph>' for line in piece.text]
        title = f"<headline><paragraph><hlt>{escape(piece.title[:3])}</hlt>{escape(piece.title[3:])}</paragraph></headline>"
        byline = f"<byline>{escape(piece.author)}</byline>" if piece.author else ""
        articles.append(
            f"<ppsarticle><article><accessionNo>{piece.key}</accessionNo><baseLanguage>{codes.get(piece.lang, 'FR')}</baseLanguage>"
            f"{byline}<columnName>{escape(piece.section)}</columnName><copyright>{escape(piece.rights)}</copyright>"
            f"{title if piece.title else ''}<leadParagraph>{lead}</leadParagraph>"
            f"<publicationDate><date>{piece.day}</date></publicationDate>"
            f"<sourceName>{escape(piece.source)}</sourceName><tailParagraphs>{''.join(rest)}</tailParagraphs></article></ppsarticle>"
        )
    return (
        '<?xml version="1.0" encoding="utf-8"?><PPSResponse><ppsArticleResponse xmlns="http://global.factiva.com/pps/2.0">'
        f"<ppsarticleResultSet>{''.join(articles)}</ppsarticleResultSet></ppsArticleResponse></PPSResponse>"
    )


def lexisnexis(pieces: Sequence[Piece], words: Interface) -> str:
    """A `<div>` for each field, with its label in capitals."""

    def labelled(label: str, value: str) -> str:
        inner = f'<span class="c8">{label}: </span><span class="c2">{escape(value)}</span>'
        return f'<br><div class="c5"><p class="c6">{inner}</p>\n</div>\n' if value else ""

    boxes = []
    for number, piece in enumerate(pieces, 1):
        count = words.of.format(number, len(pieces))
        text = "".join(f'<p class="c9"><span class="c2">{escape(line)}</span></p>' for line in piece.text)
        title = f'<br><div class="c5"><p class="c6"><span class="c7">{escape(piece.title)}</span></p>\n</div>\n'
        boxes.append(
            f'<a name="DOC_ID_0_{number}"></a><!-- Hide XML section from browser\n<DOC NUMBER={number}>\n<DOCFULL> -->\n'
            f'<br><div class="c0"><p class="c1"><span class="c2">{count}</span></p>\n</div>\n'
            f'<br><div class="c0"><br><p class="c1"><img src="a.gif"><br><span class="c2">{escape(piece.source)}</span></p>\n</div>\n'
            f'<br><div class="c3"><p class="c1"><span class="c4">{piece.when.split(" ", 1)[0]}</span>'
            f'<span class="c2"> {piece.when.split(" ", 1)[1]}</span></p>\n</div>\n{title if piece.title else ""}'
            f"{labelled(words.author, piece.author)}{labelled(words.section, piece.section)}"
            f"{labelled(words.length, f'143 {words.words}')}"
            f'<br><div class="c5">{text}\n</div>\n{labelled("SUJET", "ÉNERGIE (90%)")}'
            f"{labelled('DATE-CHARGEMENT', '13 March 2023')}{labelled(words.language, piece.lang)}"
            f'<br><div class="c0"><br><p class="c1"><span class="c2">{escape(piece.rights)}</span></p>\n</div>\n'
            "<!-- Hide XML section from browser\n</DOCFULL>\n</DOC> -->\n<br class='c10'>\n"
        )
    head = '<meta http-equiv="content-type" content="text/html; charset=UTF-8">'
    meta = f'<meta topic="null" documents="{len(pieces)}" updated="Tuesday, March 12, 2013">'
    return f"<html><head>{head}</head><body bgcolor='#ffffff'><title>&nbsp;</title>{meta}{''.join(boxes)}</body></html>"
