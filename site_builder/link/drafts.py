"""Entities in the making, and what the author wishes of them."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from site_builder.config import Party
from site_builder.link.naming import fold
from site_builder.model import AUTHOR, ArticleId, EntityWish, Kind, NameMention, Unmet

Piece = tuple[ArticleId, list[NameMention]]
"""Mentions of one article."""


@dataclass(slots=True)
class Draft:
    """An entity in the making. `mentions`: pieces of it, each of one article; `names`: how often each spelling is mentioned;
    `reasons`: why a spelling is here."""

    root: str
    kind: Kind
    party: Party | None = None
    mentions: list[Piece] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    reasons: dict[str, str] = field(default_factory=dict)
    label: str = ""

    @property
    def name(self) -> str:
        """What the author calls it, else the commonest of the spellings that are not short for another."""
        if self.label or self.party is not None:
            return self.label or (self.party.name if self.party else "")
        whole = [name for name in self.names if name not in self.reasons] or list(self.names)
        return max(whole, key=lambda name: (self.names[name], not name.isupper() or " " not in name, name))

    def absorb(self, other: Draft) -> None:
        """Takes over all that another one has; its spellings came by the author's word."""
        self.mentions.extend(other.mentions)
        self.names.update(other.names)
        for name in other.names:
            self.reasons.setdefault(name, AUTHOR)
        self.party = self.party or other.party


class _Lost(Exception):  # noqa: N818 -- caught where it is raised
    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def constrain(drafts: dict[str, Draft], wishes: Sequence[EntityWish]) -> list[Unmet]:
    """Changes the drafts, in place, as the author wishes, one by one; returns the wishes that nothing answers to."""
    unmet = []
    for wish in wishes:
        try:
            _fulfil(drafts, wish)
        except _Lost as lost:
            unmet.append(Unmet(wish.number, str(lost), lost.hint))
    return unmet


def _fulfil(drafts: dict[str, Draft], wish: EntityWish) -> None:
    meant = _part(drafts, wish) if wish.apart_from else _the_one(drafts, wish.name)
    if wish.drop:
        if meant.party is not None:
            raise _Lost(f"{meant.name} is a party of dossier.toml", "Remove it there.")
        del drafts[meant.root]
        return
    if wish.same_as:
        into = _the_one(drafts, wish.same_as)
        if into is meant:
            raise _Lost(f"“{wish.name}” and “{wish.same_as}” are one already", "Remove the correction.")
        del drafts[meant.root]
        into.absorb(meant)
        meant = into
    meant.kind = wish.kind or meant.kind
    meant.label = wish.label or meant.label


def _part(drafts: dict[str, Draft], wish: EntityWish) -> Draft:
    """The mentions of one spelling out of the entity to which a rule gave them, as one of their own."""
    owner = _the_one(drafts, wish.apart_from)
    key = fold(wish.name)
    ours = [name for name in owner.names if fold(name) == key]
    if not ours or len(ours) == len(owner.names):
        message = f"“{wish.name}” is no other name of “{wish.apart_from}”"
        hint = f"Its names are: {', '.join(sorted(owner.names))}." if ours == [] else "It has no other name to stay with."
        raise _Lost(message, hint)
    own = Draft(key, owner.kind)
    own.mentions, owner.mentions = _parted(owner.mentions, ours)
    for name in ours:
        own.names[name] = owner.names.pop(name)
        owner.reasons.pop(name, None)
    if owner.root == key:  # what gave the entity its key leaves it
        del drafts[key]
        owner.root = fold(owner.name)
        drafts[owner.root] = owner
    known = drafts.get(key)
    if known is None:
        drafts[key] = own
        return own
    known.absorb(own)
    return known


def _parted(pieces: Sequence[Piece], names: Sequence[str]) -> tuple[list[Piece], list[Piece]]:
    """The mentions in some spellings, and all others."""
    ours: list[Piece] = []
    rest: list[Piece] = []
    for article, found in pieces:
        ours.append((article, [mention for mention in found if mention.key in names]))
        rest.append((article, [mention for mention in found if mention.key not in names]))
    return [piece for piece in ours if piece[1]], [piece for piece in rest if piece[1]]


def _the_one(drafts: dict[str, Draft], said: str) -> Draft:
    """The one entity that has this name: as its own, else as one of its others."""
    names: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts.values():
        if draft.mentions or draft.party is not None:
            others = (draft.party.name, *draft.party.aliases) if draft.party else ()
            for key in dict.fromkeys(fold(name) for name in (draft.name, *draft.names, *others)):
                names[key].append(draft)
    key = fold(said)
    found = [draft for draft in names[key] if fold(draft.name) == key] or names[key]
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(sorted(draft.name for draft in found))
        raise _Lost(f"“{said}” is a name of {len(found)}: {known}", "Write the full name of the one that is meant.")
    near = difflib.get_close_matches(key, names, n=3, cutoff=0.6)
    told = ", ".join(f"“{names[other][0].name}”" for other in near if names[other])
    raise _Lost(f"nothing is called “{said}”", f"Did you mean {told}?" if told else "Write a name as the dossier shows it.")
