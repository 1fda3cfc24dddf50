"""The network of flows: as a networkx graph, its central companies and communities, and chains of moves through it."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import Any

import networkx as nx

from kg.analytics.companies import between, departs, table
from kg.analytics.model import Flows, Row, Table

SEED = 7  # of the communities: the same graph gives the same ones
DAMPING = 0.85  # as in Page, Brin, Motwani and Winograd, 1999
_CLOSE = 1e-12
_TIES = 200  # shortest chains that are compared


def graph(flows: Flows) -> nx.MultiDiGraph:
    """The moves that count as a multigraph: an edge a move and origin, its key the id of the move.

    Nodes are company ids with `name`; edges have person (id), name, kind, status, role, date, sources, amount, currency
    and quotes (a list of dicts with quote, article, url, outlet, published).
    """
    made: nx.MultiDiGraph = nx.MultiDiGraph(window=flows.lens.window())
    edges = [
        (origin, move.destination, move.id, {
            "person": career.id, "name": career.name, "kind": move.kind, "status": move.status, "role": move.role,
            "date": move.date, "sources": move.sources, "amount": move.amount, "currency": move.currency,
            "quotes": [
                {"quote": claim.quote, "article": claim.report.article, "url": claim.report.url,
                 "outlet": claim.report.outlet, "published": claim.report.published}
                for claim in move.claims
            ],
        })
        for career, move in flows.moves() if move.destination for origin in departs(move)
    ]  # fmt: skip
    for company in sorted({end for edge in edges for end in edge[:2]}):
        made.add_node(company, name=flows.name(company))
    for origin, to, key, data in sorted(edges, key=lambda edge: edge[:3]):
        made.add_edge(origin, to, key=key, **data)
    return made


def weighted(flows: Flows) -> nx.DiGraph:
    """The same with one edge a pair of companies: `people`, and the ids of its `moves`."""
    made: nx.DiGraph = nx.DiGraph()
    found = between(flows)
    made.add_nodes_from(sorted({end for pair in found for end in pair}))
    for (origin, to), count in sorted(found.items()):
        made.add_edge(origin, to, people=len(count.people), moves=count.ids())
    return made


def central(flows: Flows) -> Table:
    """PageRank and community of every company with a flow: where those go who leave where many go.

    Communities are Louvain's (Blondel et al., 2008) on people in either direction, numbered by size.
    """
    net = weighted(flows)
    rank, group = pagerank(net), communities(net)
    rows = []
    for company in net:
        edges = [*net.in_edges(company, data=True), *net.out_edges(company, data=True)]
        cells = {
            "company": flows.name(company), "rank": round(rank[company], 4), "community": group[company],
            "from_companies": net.in_degree(company), "to_companies": net.out_degree(company),
        }  # fmt: skip
        rows.append(Row(cells, tuple(sorted({id for *_, edge in edges for id in edge["moves"]}))))
    return table(
        flows, "central", "Central companies of the network", rows, lambda row: (-float(str(row.cells["rank"])),)
    )


def pagerank(net: nx.DiGraph) -> dict[str, float]:
    """Company -> PageRank, the sum of all being 1; weighted by people."""
    size = len(net)
    rank = dict.fromkeys(net, 1 / size) if size else {}
    weight = {node: net.out_degree(node, weight="people") for node in net}
    for _ in range(1000):
        loose = sum(rank[node] for node in net if not weight[node])  # nobody leaves: spread over all
        new = {
            node: (1 - DAMPING) / size
            + DAMPING * (loose / size + sum(rank[a] * edge["people"] / weight[a] for a, _, edge in net.in_edges(node, data=True)))
            for node in net
        }  # fmt: skip
        moved, rank = sum(abs(new[node] - rank[node]) for node in net), new
        if moved < _CLOSE:
            break
    return rank


def communities(net: nx.DiGraph) -> dict[str, int]:
    """Company -> number of its community, 1 the largest."""
    both: nx.Graph = nx.Graph()
    both.add_nodes_from(net)
    for origin, to, edge in net.edges(data=True):
        before = both.get_edge_data(origin, to, {"weight": 0})["weight"]
        both.add_edge(origin, to, weight=before + edge["people"])
    found = nx.community.louvain_communities(both, seed=SEED) if len(both) else []
    by = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {company: number for number, group in enumerate(by, 1) for company in group}


def chain(flows: Flows, origin: str, to: str) -> Table:
    """The shortest way of moves from one company to another; of several, the one its thinnest step is widest of."""
    net, rows = weighted(flows), []
    if origin in net and to in net and origin != to and nx.has_path(net, origin, to):
        some = islice(nx.all_shortest_paths(net, origin, to), _TIES)
        best = min(some, key=lambda path: (-min(_people(net, path)), -sum(_people(net, path)), path))
        for step, (a, b) in enumerate(pairwise(best), 1):
            edge: dict[str, Any] = net.edges[a, b]
            cells = {"step": step, "from": flows.name(a), "to": flows.name(b), "people": edge["people"]}
            rows.append(Row(cells, edge["moves"]))
    title = f"The shortest chain from {flows.name(origin)} to {flows.name(to)}"
    return Table("chain", title, flows.lens.window(), tuple(rows))


def _people(net: nx.DiGraph, path: list[str]) -> list[int]:
    return [net.edges[pair]["people"] for pair in pairwise(path)]
