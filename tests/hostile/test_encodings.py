"""Over four hundred files in the encodings of the world: each comes out right, or with a doubt that is said."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from site_builder import read
from site_builder.config import Config
from site_builder.errors import SiteBuilderError
from site_builder.read.canonical import canonical

ROOT = Path("seeds")
TEXTS = {
    "fr": (
        "Le géant français de l'énergie a annoncé, jeudi à Paris, qu'il cédait sa filiale pour 3,2 milliards d'euros. "
        "« Nous étions prêts », a déclaré son président, François Lefèvre, à l'issue du conseil. L'opération, "
        "dévoilée en août, doit être achevée d'ici à décembre. Elle était attendue : où qu'il aille, le groupe "
        "s'allège. Les salariés, inquiets, réclament des garanties. L'œuvre du ministère s'arrêtera là."
    ),
    "en": (
        "The company said on Thursday that it would sell its café chain for £2 billion. “We are ready,” said its "
        "chairman, José Núñez. The deal — announced in May — will close before Christmas; shareholders’ approval is "
        "needed."
    ),
    "pl": (
        "Spółka ogłosiła we wtorek, że sprzeda swoją filię za trzy miliardy złotych. Prezes Łukasz Wójcik powiedział, "
        "że umowa zostanie zamknięta przed końcem września. Związki zawodowe żądają gwarancji zatrudnienia dla "
        "wszystkich pracowników."
    ),
    "cs": (
        "Společnost oznámila, že prodá svou dceřinou společnost za tři miliardy korun. Ředitel Jiří Dvořák řekl, že "
        "dohoda bude uzavřena před koncem září. Odbory žádají záruky pro všechny zaměstnance."
    ),
    "hu": (
        "A társaság kedden bejelentette, hogy hárommilliárd forintért eladja leányvállalatát. Az elnök, Szűcs Győző "
        "elmondta, hogy az üzlet szeptember vége előtt lezárul. Az őszi tárgyalások hosszúak lesznek."
    ),
    "ru": (
        "Компания объявила во вторник, что продаст дочернее предприятие за три миллиарда рублей. Председатель Иван "
        "Петров заявил, что сделка будет закрыта до конца сентября. Профсоюзы требуют гарантий для всех работников."
    ),
    "bg": (
        "Компанията обяви във вторник, че ще продаде дъщерното си дружество за три милиарда лева. Председателят Иван "
        "Петров заяви, че сделката ще приключи до края на септември."
    ),
    "el": (
        "Η εταιρεία ανακοίνωσε την Τρίτη ότι θα πουλήσει τη θυγατρική της για τρία δισεκατομμύρια ευρώ. Ο πρόεδρος "
        "Γιώργος Παπαδόπουλος δήλωσε ότι η συμφωνία θα ολοκληρωθεί πριν από το τέλος Σεπτεμβρίου."
    ),
    "tr": (
        "Şirket salı günü iştirakini üç milyar liraya satacağını duyurdu. Başkan Işıl Öztürk, anlaşmanın eylül "
        "sonundan önce kapanacağını söyledi. Sendikalar bütün çalışanlar için güvence istiyor. Görüşmeler güz boyunca "
        "sürecek."
    ),
    "ar": (
        "أعلنت الشركة يوم الثلاثاء أنها ستبيع شركتها التابعة مقابل ثلاثة مليارات يورو. وقال الرئيس محمد علي إن الصفقة "
        "ستغلق قبل نهاية سبتمبر. وتطالب النقابات بضمانات لجميع العاملين."
    ),
    "ja": (
        "同社は火曜日、子会社を三十億ユーロで売却すると発表した。社長の田中一郎は「九月末までに取引を終える」"
        "と述べた。労働組合はすべての従業員のための保証を求めている。"
    ),
    "zh": (
        "该公司周二宣布将以三十亿欧元出售其子公司。董事长李明表示，交易将在九月底之前完成。工会要求为所有员工"
        "提供保障。谈判将在秋天继续。"
    ),
    "zh-tw": (
        "該公司週二宣布將以三十億歐元出售其子公司。董事長李明表示，交易將在九月底之前完成。工會要求為所有員工"
        "提供保障。談判將在秋天繼續。"
    ),
    "ko": (
        "회사는 화요일에 자회사를 삼십억 유로에 매각한다고 발표했다. 회장 김철수는 구월 말 이전에 "
        "거래가 끝날 것이라고 말했다. 노동조합은 모든 직원을 위한 보장을 요구하고 있다."
    ),
    "de": (
        "Das Unternehmen kündigte am Dienstag an, seine Tochter für drei Milliarden Euro zu verkaufen. „Wir sind "
        "bereit“, sagte der Vorsitzende Jörg Müßig. Das Geschäft soll vor Ende September abgeschlossen werden; die "
        "Gewerkschaften fordern Garantien für alle Beschäftigten."
    ),
    "es": (
        "La compañía anunció el martes que venderá su filial por tres mil millones de euros. «Estamos preparados», "
        "declaró su presidente, Íñigo Peña. La operación se cerrará antes de fin de año; ¿qué dirán los accionistas?"
    ),
}
WRITTEN = {
    "windows-1250": "pl cs hu",
    "windows-1251": "ru bg",
    "windows-1252": "fr en de es",
    "windows-1253": "el",
    "windows-1254": "tr",
    "windows-1256": "ar",
    "iso-8859-1": "fr de es",
    "iso-8859-2": "pl cs hu",
    "iso-8859-5": "ru",
    "iso-8859-7": "el",
    "iso-8859-9": "tr",
    "iso-8859-15": "fr de es",
    "koi8-r": "ru",
    "mac-roman": "fr en de es",
    "cp437": "fr de es",
    "cp850": "fr de es",
    "shift_jis": "ja",
    "euc-jp": "ja",
    "iso-2022-jp": "ja",
    "gb18030": "zh",
    "gbk": "zh",
    "big5": "zh-tw",
    "euc-kr": "ko",
    "utf-16": "fr ru ja",
    "utf-16-le": "fr en ru ja",
    "utf-16-be": "fr en ru ja",
    "utf-32": "fr ja",
    "utf-32-le": "fr ja",
    "utf-32-be": "fr ja",
    "utf-8-sig": "fr ru ja",
    "utf-8": "fr ru ja",
    "utf-7": "fr en",
}
"""Each encoding, and the languages whose letters it holds."""


def forms(text: str, encoding: str) -> Iterator[tuple[str, str, str]]:
    """Suffix, file and text: long and short, with fields, and as a page that states its encoding, or not, or falsely."""
    yield ".txt", f" date 2020-09-15\nUn titre\n\n{text}\n", text
    yield ".txt", f" date 2020-09-15\n\n{text[:90]}\n", text[:60]
    yield ".txt", " date 2020-09-15\n\n" + f"{text}\n\n" * 30, text
    yield ".md", f"---\ntitle: x\ndate: 2020-09-15\n---\n\n{text}\n", text
    for stated in (f'<meta charset="{encoding}">', "", '<meta charset="utf-8">'):
        body = f"<body><article><h1>Un titre</h1><p>{text}</p><p>{text}</p></article></body>"
        yield ".html", f"<!doctype html><html><head>{stated}<title>x</title></head>{body}</html>", text


def read_as(name: str, data: bytes) -> tuple[str, set[str]]:
    """The text that is read, and the codes of what is said of it."""
    try:
        articles, problems = read.parse(data, ROOT / name, ROOT, Config())
    except SiteBuilderError as error:
        return "", {error.code}
    return " ".join(articles[0].text.split()), {problem.code for problem in problems}


@cache
def outcomes(encoding: str) -> list[tuple[str, str, bool, set[str]]]:
    """For each file of an encoding: its language, its suffix, whether its text came out right, and what was said of it."""
    found = []
    for language in WRITTEN[encoding].split():
        for suffix, whole, words in forms(TEXTS[language], encoding):
            # What the encoding does not hold is a question mark in the file itself.
            wanted = canonical(words.encode(encoding, "replace").decode(encoding).lstrip("\ufeff"))[0]
            text, said = read_as(f"a{suffix}", whole.encode(encoding, "replace"))
            found.append((language, suffix, " ".join(wanted.split()) in text, said))
    return found


@pytest.mark.parametrize("encoding", WRITTEN)
def test_a_file_comes_out_right_or_with_a_doubt(encoding: str) -> None:
    for language, suffix, right, said in outcomes(encoding):
        if not right:
            assert said & {"W221", "E220"}, (language, suffix)
            assert language not in ("fr", "en"), suffix
        elif not encoding.startswith("utf-8"):
            assert said & {"N220", "W221"}, (language, suffix)


def test_nearly_all_come_out_right() -> None:
    files = [right for encoding in WRITTEN for _, _, right, _ in outcomes(encoding)]
    assert len(files) > 400
    assert sum(files) >= 0.95 * len(files), f"{sum(files)} of {len(files)}"
