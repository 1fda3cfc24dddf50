"""Which mentions of one article name one person or company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.model import Affiliation, Extraction, Mention
from kg.names import MAYBE, SAME, score
from kg.names.fold import is_cyrillic
from kg.names.tokens import full_words
from kg.resolve.told import told

NodeKind = Literal["person", "company"]
COMPANY_SAME = 0.85  # companies have no second name to confirm the first
THRESHOLDS: Mapping[NodeKind, float] = {"person": SAME, "company": COMPANY_SAME}
_ENDS = ("company", "outlet", "organisation")


@dataclass(slots=True)
class Cluster:
    """Mentions of one thing, in the order of the text."""

    kind: NodeKind
    mentions: list[Mention]
    former: tuple[str, ...] = ()  # earlier names that the article tells

    @property
    def known(self) -> str | None:
        """The gazetteer id most of the mentions carry, the first of equals."""
        ids = Counter(mention.known for mention in self.mentions if mention.known)
        return ids.most_common(1)[0][0] if ids else None

    @property
    def names(self) -> list[str]:
        """The spellings, fullest first; of equally full ones the Latin, then the commoner, then the earlier."""
        counts = Counter(mention.name for mention in self.mentions)
        order = list(counts)
        return sorted(order, key=lambda name: (-self._words(name), is_cyrillic(name), -counts[name], order.index(name)))

    @property
    def is_full(self) -> bool:
        """Whether the article gives a given name and a surname; a company's name is always full."""
        return self.kind == "company" or self._words(self.names[0]) > 1

    def _words(self, name: str) -> int:
        return full_words(name) if self.kind == "person" else 1


def posts(extraction: Extraction) -> list[Affiliation]:
    """The affiliations that become nodes."""
    return [affiliation for affiliation in extraction.affiliations if affiliation.is_post]


def stated_by(extraction: Extraction) -> Iterator[tuple[NodeKind, Mention]]:
    """Every mention at an end of a move, an affiliation or a quote, with the kind of node it must become."""
    for move in extraction.moves:
        if move.person:
            yield "person", move.person
        ends = move.origins if move.destination is None else (*move.origins, move.destination)
        yield from (("company", end) for end in ends)
    for affiliation in posts(extraction):
        yield "person", affiliation.person
        yield "company", affiliation.company
    for quote in extraction.quotes:
        if quote.speaker and quote.speaker.kind == "person":
            yield "person", quote.speaker


def key(kind: NodeKind, mention: Mention) -> tuple[str, int, str]:
    """What mentions of one cluster share: the document's entity number, or the place where it has none."""
    return (kind, mention.entity, "") if mention.entity >= 0 else (kind, -1, f"{mention.start}-{mention.end}")


def clusters(extraction: Extraction) -> dict[tuple[str, int, str], Cluster]:
    """The cluster of every mention that becomes a node, by `key`; clusters found to be one thing are one object."""
    stated = list(stated_by(extraction))
    ends = {key(kind, mention) for kind, mention in stated}
    wanted = [*stated, *((kind, mention) for mention in extraction.mentions for kind in _node_kinds(mention, ends))]
    found: dict[tuple[str, int, str], Cluster] = {}
    seen: set[tuple[str, int, int]] = set()
    for kind, mention in sorted(wanted, key=lambda pair: (pair[1].start, pair[1].end, pair[0])):
        if (place := (kind, mention.start, mention.end)) not in seen:
            seen.add(place)
            found.setdefault(key(kind, mention), Cluster(kind, [])).mentions.append(mention)
    _rename(found, extraction, ends)
    return _merged(found)


def _rename(
    found: dict[tuple[str, int, str], Cluster], extraction: Extraction, ends: set[tuple[str, int, str]]
) -> None:
    """What an article tells an earlier name of has it, and what stands for the earlier name is that."""
    for one in told(extraction):
        kind: NodeKind = "person" if one.now.kind == "person" else "company"
        now = found.get(key(kind, one.now))
        if now is None:
            continue
        now.former = tuple(dict.fromkeys((*now.former, one.former)))
        earlier = [m for m in extraction.mentions if m.start < one.end and one.start < m.end] + [
            m for m in extraction.mentions if kind == "company" and m.name == one.former
        ]
        for mention in earlier:
            place = key("person" if mention.kind == "person" else "company", mention)
            if place in found and found[place] is not now and (place[0] == kind or place not in ends):
                found[place] = now


def _node_kinds(mention: Mention, ends: set[tuple[str, int, str]]) -> Iterator[NodeKind]:
    """Outlets and organisations become nodes only where the article has somebody come from, go to or work at them."""
    if mention.kind == "person":
        yield "person"
    if mention.kind == "company" or (mention.kind in _ENDS and key("company", mention) in ends):
        yield "company"


def _merged(found: dict[tuple[str, int, str], Cluster]) -> dict[tuple[str, int, str], Cluster]:
    """One cluster where two scripts, a gazetteer id, or a full name and its surname say it is one thing."""
    merged: dict[tuple[str, int, str], Cluster] = {}
    kept: list[Cluster] = []
    done: dict[int, Cluster] = {}
    full_first = sorted(found.items(), key=lambda item: not item[1].is_full)
    for place, cluster in full_first:
        if id(cluster) in done:
            merged[place] = done[id(cluster)]
            continue
        twin = _twin(cluster, kept)
        if twin is None:
            kept.append(cluster)
        else:
            twin.mentions = sorted([*twin.mentions, *cluster.mentions], key=lambda mention: mention.start)
            twin.former = tuple(dict.fromkeys((*twin.former, *cluster.former)))
        merged[place] = done[id(cluster)] = twin or cluster
    return merged


def _twin(cluster: Cluster, others: Iterable[Cluster]) -> Cluster | None:
    twins = [other for other in others if other.kind == cluster.kind and _is_one(cluster, other)]
    if not cluster.is_full and len(twins) > 1:  # two people of one surname: the article does not say which
        return None
    return twins[0] if twins else None


def _is_one(a: Cluster, b: Cluster) -> bool:
    if a.known and b.known:
        return a.known == b.known
    if a.is_full and b.is_full:
        return score(a.names[0], b.names[0], a.kind).value >= THRESHOLDS[a.kind]
    if not a.is_full and not b.is_full:
        return a.names[0] == b.names[0]
    return score(a.names[0], b.names[0]).value >= MAYBE  # "Smith" or "J. Smith" where the article also has John Smith
