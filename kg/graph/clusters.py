"""Which claims about a person tell one move, and which moves contradict each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from kg.graph.periods import PRECISIONS, SLACK, Times, same_time
from kg.graph.rows import GraphMove, StoredClaim, digest
from kg.graph.summary import summary
from kg.model import MoveKind, Status

# Kinds that one event can be told with. A promotion is no arrival from outside, an approach is no move.
_ARRIVALS: frozenset[MoveKind] = frozenset({"joined", "returned", "appointed", "acquihired"})
_DEPARTURES: frozenset[MoveKind] = frozenset({"left", "retired"})
_TOGETHER: dict[MoveKind, frozenset[MoveKind]] = {
    "joined": _ARRIVALS,
    "returned": _ARRIVALS,
    "acquihired": _ARRIVALS,
    "appointed": _ARRIVALS | {"promoted"},
    "promoted": frozenset({"promoted", "appointed"}),
    "recruited": frozenset({"recruited"}),
    "left": _DEPARTURES,
    "retired": _DEPARTURES,
    "founded": frozenset({"founded"}),
}
_ASSERTED: frozenset[Status] = frozenset({"completed", "planned"})
# What a departure can be the first half of.
_LEFT_FOR = _ARRIVALS | {"founded"}


@dataclass(slots=True)
class _Cluster:
    group: str  # in, out, founded
    destination: str | None
    denied: bool
    origins: frozenset[str] = frozenset()
    main: list[StoredClaim] = field(default_factory=list)  # those that say the whole move
    halves: list[StoredClaim] = field(default_factory=list)  # departures, which only add to it
    kinds: set[tuple[MoveKind, bool]] = field(default_factory=set)  # of the main ones, with whether only tried
    statuses: set[Status] = field(default_factory=set)  # of the main ones
    times: Times = field(default_factory=Times)

    def add(self, claim: StoredClaim) -> None:
        self.origins |= frozenset(claim.origins)
        self.times.add(claim)
        if _group(claim) != self.group:
            self.halves.append(claim)
            return
        self.main.append(claim)
        self.kinds.add((claim.kind, claim.status == "attempted"))
        self.statuses.add(claim.status)


def moves_of(claims: Sequence[StoredClaim]) -> tuple[GraphMove, ...]:
    """The moves that all claims about one person come to, sorted by id; a pure function of the set of claims."""
    clusters: list[_Cluster] = []
    for claim in sorted(set(claims), key=_order):
        home = _home(claim, clusters)
        if home is None:
            home = _Cluster(_group(claim), claim.destination, _denied(claim))
            clusters.append(home)
        home.add(claim)
    return _with_contradictions(_numbered(clusters))


def _group(claim: StoredClaim) -> str:
    if claim.kind in _DEPARTURES:
        return "out"
    return "founded" if claim.kind == "founded" else "in"


def _denied(claim: StoredClaim) -> bool:
    return claim.status == "denied"


def _order(claim: StoredClaim) -> tuple[object, ...]:
    # Whole moves before halves, sure dates before vague ones and before none: later claims find a home to go to.
    published = claim.report.published
    return (
        not claim.destination,
        _group(claim) == "out",
        claim.date is None,
        PRECISIONS.index(claim.precision or "day"),
        claim.date.toordinal() if claim.date else 0,
        published.toordinal() if published else 10**7,
        -len(claim.origins),
        claim.report.article,
        claim.id,
        claim.start,
        claim.quote,
        claim.kind,
        claim.status,
    )


def _home(claim: StoredClaim, clusters: Sequence[_Cluster]) -> _Cluster | None:
    found: list[tuple[int, bool, int, int, int]] = []
    for number, cluster in enumerate(clusters):
        whole = _fits(claim, cluster)
        if not whole and not _is_half_of(claim, cluster):
            continue
        near = same_time(claim, cluster.times)
        if near is not None:
            strange = whole and claim.kind not in {kind for kind, _ in cluster.kinds}
            found.append((near[0], strange, len(set(claim.origins) ^ cluster.origins), near[1], number))
    return clusters[min(found)[-1]] if found else None


def _fits(claim: StoredClaim, cluster: _Cluster) -> bool:
    """A claim tells the same move: the same end, kinds that go together, origins one of which holds the other."""
    if _group(claim) != cluster.group or _denied(claim) != cluster.denied:
        return False
    if claim.destination != cluster.destination or not _nested(frozenset(claim.origins), cluster.origins):
        return False
    if not claim.destination and bool(claim.origins) != bool(cluster.origins):
        return False  # "left" without a company says nothing of which
    return _is_one_event(claim, cluster)


def _is_one_event(claim: StoredClaim, cluster: _Cluster) -> bool:
    """One event can be told with all these kinds, and what was only tried is not what was done."""
    tried, together = claim.status == "attempted", _TOGETHER[claim.kind]
    return all(claim.kind == kind or (kind in together and tried == only) for kind, only in cluster.kinds)


def _is_half_of(claim: StoredClaim, cluster: _Cluster) -> bool:
    """A claim tells only where somebody came from, and the cluster tells where to as well."""
    if claim.destination or not cluster.destination or _denied(claim) != cluster.denied or not claim.origins:
        return False
    if not cluster.origins or not _nested(frozenset(claim.origins), cluster.origins):
        return False
    if _group(claim) == "in":
        return cluster.group == "in" and _is_one_event(claim, cluster)
    # A departure is a fact of its own while the arrival is only talked about.
    settled = "completed" in cluster.statuses or cluster.statuses == {claim.status}
    return settled and all(kind in _LEFT_FOR for kind, _ in cluster.kinds)


def _nested(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or one <= other or other <= one


def _numbered(clusters: Sequence[_Cluster]) -> list[tuple[GraphMove, _Cluster]]:
    """Moves with ids of the person, the kind, where, and which stint by date: none depends on what was read first."""
    keyed: dict[tuple[object, ...], list[tuple[GraphMove, _Cluster]]] = {}
    for cluster in clusters:
        origins = () if cluster.destination else tuple(sorted(cluster.origins))
        approach = all(kind == "recruited" for kind, _ in cluster.kinds)
        person = cluster.main[0].person
        key: tuple[object, ...] = (person, cluster.group, cluster.destination, origins, cluster.denied, approach)
        keyed.setdefault(key, []).append((summary(cluster.main, cluster.halves, cluster.origins), cluster))
    numbered = []
    for key, group in keyed.items():
        for ordinal, (move, cluster) in enumerate(sorted(group, key=lambda pair: _when(pair[0]))):
            numbered.append((replace(move, id=digest("move", *key, ordinal)), cluster))
    return numbered


def _when(move: GraphMove) -> tuple[object, ...]:
    day = move.date or move.first_reported
    first = move.claims[0]
    return (day is None, day.toordinal() if day else 0, move.origins, move.kind, first.report.article, first.id)


def _with_contradictions(moves: list[tuple[GraphMove, _Cluster]]) -> tuple[GraphMove, ...]:
    against: dict[str, set[str]] = {move.id: set() for move, _ in moves}
    for (one, mine), (other, theirs) in combinations(moves, 2):
        near = any(same_time(claim, theirs.times) for claim in mine.main)
        if (near and _contradict(mine, theirs)) or _other_end(mine, theirs) or _other_date(one, other, moves):
            against[one.id].add(other.id)
            against[other.id].add(one.id)
    found = (replace(move, contradicts=tuple(sorted(against[move.id]))) for move, _ in moves)
    return tuple(sorted(found, key=lambda move: move.id))


def _contradict(one: _Cluster, other: _Cluster) -> bool:
    """One is denied and the other told, or articles name different origins of what can only have happened once."""
    same_end = one.group == other.group and one.destination == other.destination
    if one.denied != other.denied:
        halves = one.group != other.group and not (one.destination and other.destination)
        return (same_end or (halves and bool(one.origins & other.origins))) and _nested(one.origins, other.origins)
    if one.denied or not same_end or not one.destination or _nested(one.origins, other.origins):
        return False
    return all(a in _TOGETHER[b] and a != "recruited" for a, _ in one.kinds for b, _ in other.kinds)


def _other_end(one: _Cluster, other: _Cluster) -> bool:
    """Articles send somebody from one company to two, at one time, and say of both that it happened or will."""
    if one.destination is None or other.destination is None or one.destination == other.destination:
        return False
    if not (one.group == other.group == "in" and one.origins & other.origins) or one.denied or other.denied:
        return False
    if any(kind in ("recruited", "promoted") or tried for kind, tried in one.kinds | other.kinds):
        return False
    told = all(_ASSERTED & cluster.statuses for cluster in (one, other))
    near = (same_time(claim, other.times) for claim in one.main)
    return told and any(found is not None and found[0] < 3 and found[1] <= SLACK for found in near)


def _other_date(one: GraphMove, other: GraphMove, moves: Sequence[tuple[GraphMove, _Cluster]]) -> bool:
    """One move from one company to another is told with two dates, and no way back between them."""
    same = one.kind in _ARRIVALS and other.kind in _ARRIVALS and "returned" not in (one.kind, other.kind)
    if not (same and one.status == other.status == "completed" and one.date and other.date):
        return False
    if not one.destination or one.destination != other.destination or not set(one.origins) & set(other.origins):
        return False
    first, last = sorted((one.date, other.date))
    return not any(
        first <= (move.date or move.first_reported or first) <= last
        and (one.destination in move.origins or move.destination in one.origins)
        for move, _ in moves
    )
