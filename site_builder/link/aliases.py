"""Groups of spellings into the names that they are short for, article by article, with the reason of each merge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Mapping

from site_builder.link.mentions import FIRM_OTHER, Group
from site_builder.link.naming import is_acronym, stands_for, territories, without_forms, without_initials
from site_builder.model import ArticleId

LEANING = 18
"""Mean evidence for a place ("à X" more often than "de X") from which a single word is not taken for a last name."""
PROMINENT = 3
"""In so many articles somebody is named in full whose last name alone is understood in any other."""
MAX_WORDS = 6
"""Names of more words lend no part of themselves: the cap that keeps the index of parts linear."""

Owners = dict[tuple[str, ArticleId], tuple[str, str]]
"""(group, article) to (the group it belongs to there, the reason)."""


class Parts:
    """For each part of a name (last name, first name, head) the full names that have it, in all and in each article.

    Only for parts that are names by themselves: `groups`.
    """

    def __init__(self, groups: Container[str]) -> None:
        self.groups = groups
        self.all: dict[str, set[str]] = defaultdict(set)
        self.here: dict[tuple[str, ArticleId], set[str]] = defaultdict(set)

    def add(self, part: str, group: Group) -> None:
        if part in self.groups:
            self.all[part].add(group.key)
            for article in group.places:
                self.here[part, article].add(group.key)

    def owner(self, part: str, article: ArticleId, *, anywhere: bool) -> str | None:
        """The one full name that `part` can mean in `article`: one named there, else the only one of the dossier."""
        near = self.here.get((part, article))
        if near is not None:
            return _shortest(near)
        return _shortest(self.all.get(part, ())) if anywhere else None


def _shortest(names: Collection[str]) -> str | None:
    """The one name that all others end with ("x y" of "x y" and "z x y"); None if they are several people."""
    if not names:
        return None
    shortest = min(names, key=lambda name: (len(name), name))
    return shortest if all(name == shortest or name.endswith(f" {shortest}") for name in names) else None


def whole_merges(groups: Mapping[str, Group], declared: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Groups that are another one in every article: declared aliases, same country, initials or company form left out."""
    merged: dict[str, tuple[str, str]] = {}
    forms: dict[tuple[str, str], str] = {}
    rules: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        ("person", "initials", without_initials),
        ("organisation", "company form", without_forms),
        ("place", "country", lambda key: territories().get(key, key)),
    )
    for key in sorted(groups, key=lambda key: (-groups[key].count, key)):
        group = groups[key]
        if key in declared:
            if declared[key] != key:
                merged[key] = (declared[key], "declared")
            continue
        for kind, reason, form in rules:
            if group.kind == kind:
                first = forms.setdefault((kind, form(key)), key)
                if first != key:
                    merged[key] = (first, reason)
    return merged


def local_merges(groups: Mapping[str, Group]) -> Owners:
    """Groups that are short for another one, decided for each article: last and first names, heads, acronyms."""
    owners: Owners = {}
    lasts, firsts, heads = _parts(groups)
    for key, group in groups.items():
        if not any(key in parts.all for parts in (lasts, firsts, heads)):
            continue  # nobody's part: most names
        for article in group.places:
            if group.kind == "person" or (group.single and _may_be_person(group)):
                owner = lasts.owner(key, article, anywhere=True)
                if owner is not None and (article in groups[owner].places or _is_meant(group, article, groups[owner])):
                    owners[key, article] = (owner, "last name")
                    continue
                if group.single and key in lasts.all and group.mean("place") < LEANING:
                    group.kind = "person"
                owner = firsts.owner(key, article, anywhere=False)
                if owner is not None:
                    owners[key, article] = (owner, "first name")
                    continue
            if group.kind == "organisation" and group.single:
                owner = heads.owner(key, article, anywhere=False)
                if owner is not None:
                    owners[key, article] = (owner, "sub-name")
    _acronyms(groups, owners)
    return owners


def _is_meant(group: Group, article: ArticleId, owner: Group) -> bool:
    """Whether a last name in an article without the full name means its bearer elsewhere in the dossier.

    It does when he is prominent, or when the article itself speaks of a person.
    """
    found = group.places[article]
    person = sum(mention.person for mention in found if mention.rule != "first name")
    others = max(sum(mention.organisation for mention in found), sum(mention.place for mention in found))
    return person > others or (len(owner.places) >= PROMINENT and others < FIRM_OTHER)


def _may_be_person(group: Group) -> bool:
    return group.firm or (group.mean("place") < LEANING and group.mean("organisation") < FIRM_OTHER)


def _parts(groups: Mapping[str, Group]) -> tuple[Parts, Parts, Parts]:
    lasts, firsts, heads = Parts(groups), Parts(groups), Parts(groups)
    for key, group in groups.items():
        words = key.split(" ")
        if not 1 < len(words) <= MAX_WORDS:
            continue
        if group.kind == "person":
            for start in range(1, len(words)):
                lasts.add(" ".join(words[start:]), group)
            firsts.add(words[0], group)
        elif group.kind == "organisation":
            heads.add(words[0], group)
    return lasts, firsts, heads


def _acronyms(groups: Mapping[str, Group], owners: Owners) -> None:
    """Joins acronyms to the name that stands directly before them in brackets, or whose initials they are nearby."""
    by_article: dict[ArticleId, list[str]] = defaultdict(list)
    acronyms = [key for key, group in groups.items() if group.kind == "organisation" and is_acronym(group.name)]
    wanted = {article for key in acronyms for article in groups[key].places}
    for key, group in groups.items():
        if group.kind == "organisation" and not group.single:
            for article in group.places:
                if article in wanted:
                    by_article[article].append(key)
    everywhere: dict[str, set[str]] = defaultdict(set)
    for key in acronyms:
        for article in groups[key].places:
            fitting = [long for long in by_article[article] if stands_for(groups[key].name, groups[long].name)]
            if len(fitting) == 1:
                owners[key, article] = (fitting[0], "acronym")
                everywhere[key].add(fitting[0])
    for key, longs in everywhere.items():
        if len(longs) == 1:
            for article in groups[key].places:
                owners.setdefault((key, article), (next(iter(longs)), "acronym"))
