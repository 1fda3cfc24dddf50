"""`kg view`: one file that draws itself without a network, and says what the articles say."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from kg import queries
from kg.errors import UsageError
from kg.store import Store
from kg.view import Edge, Graph, Node, graph_of, page
from tests.conftest import ROOT, Run
from tests.pages import pictured
from tests.store_cases import ARTICLES, said


def opened(screen: Page, file: Path) -> Page:
    """The file in a browser that lets nothing else be loaded, and was asked for nothing else."""
    asked: list[str] = []

    def only_the_file(route: Route) -> None:
        if route.request.url == file.as_uri():
            route.continue_()
        else:
            asked.append(route.request.url)
            route.abort()

    errors: list[str] = []
    screen.unroute_all()
    screen.route("**/*", only_the_file)
    screen.on("pageerror", lambda error: errors.append(str(error)))
    screen.goto(file.as_uri())
    expect(screen.locator("body[data-ready]")).to_be_attached()
    assert (asked, errors) == ([], [])
    return screen


def test_a_picture_is_one_file_without_a_network(run: Run, tmp_path: Path, folder: Path, screen: Page) -> None:
    done = run("view", "career", "-p", "person=Ноам Шазир", "-o", "c.html", KG_STORE=str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "c.html").read_text("utf-8")
    assert not re.search(r"""(?:src|href|import)\s*[=(]?\s*["']?(?:https?:)?//""", text)
    assert [path.name for path in tmp_path.iterdir()] == ["c.html"]
    shown = opened(screen, tmp_path / "c.html")
    expect(shown.locator("h1")).to_have_text("The career of a person: moves and posts in order")
    expect(shown.locator("header p")).to_have_text("person: Ноам Шазир")
    captions = set(shown.locator(".node").all_inner_texts()) | set(shown.locator(".node text").all_text_contents())
    assert {"Noam Shazeer", "Google", "Character.AI", "returned", "The Verge", "dev.by"} <= captions


def test_a_move_shows_its_quotes(tmp_path: Path, folder: Path, screen: Page) -> None:
    file = tmp_path / "c.html"
    drawn(folder, "career", {"person": "Noam Shazeer"}, file)
    shown = opened(screen, file)
    back = shown.locator("#world .node.Move.completed", has_text="returned")
    back.locator(".shape").hover()
    expect(shown.locator("#tip blockquote")).to_contain_text(["paper-1: person noam-shazeer", "The Verge"])
    expect(shown.locator("#tip")).to_contain_text("and 1 more: click")
    back.locator(".shape").click()
    expect(shown.locator("#more blockquote")).to_have_count(3)  # one of each article that says so
    expect(shown.locator("#more")).to_contain_text("Google вернула Ноама Шазира почти за $3 млрд.")
    link = shown.locator("#more a").first
    assert link.get_attribute("href") in {one.article.url for one in ARTICLES}
    assert "noopener" in (link.get_attribute("rel") or "")
    shown.keyboard.press("Escape")
    expect(shown.locator("#more")).to_be_hidden()


def test_colours_tell_the_status_and_the_legend_says_so(tmp_path: Path, folder: Path, screen: Page) -> None:
    file = tmp_path / "m.html"
    drawn(folder, "moves", {}, file)
    shown = opened(screen, file)
    colours = {}
    for status in ("completed", "attempted", "rumoured", "denied"):
        shape = shown.locator(f"#world .node.Move.{status} .shape").first
        colours[status] = shape.evaluate("one => getComputedStyle(one).fill")
        sample = shown.locator("#legend div", has_text=f"move, {status}").locator(".shape")
        assert sample.evaluate("one => getComputedStyle(one).fill") == colours[status]
    assert len(set(colours.values())) == 4
    expect(shown.locator("#legend")).not_to_contain_text("planned")  # there is none in this picture


def test_a_company_is_as_large_as_its_flow_and_a_flow_leads_to_its_quotes(tmp_path: Path, screen: Page) -> None:
    gone = [
        said(f"a{number}", {"person": f"person-{number}", "kind": "joined", "to": to, "origins": ("google",)})
        for number, to in enumerate(["openai", "openai", "openai", "meta"])
    ]
    with Store.open(tmp_path / "g") as store:
        for claims in gone:
            store.write(claims)
    file = tmp_path / "f.html"
    drawn(tmp_path / "g", "flows", {}, file)
    shown = opened(screen, file)
    high = {
        name: (shown.locator(".node.Company", has_text=name).locator(".shape").bounding_box() or {})["height"]
        for name in ("Google", "OpenAI", "Meta")
    }
    assert high["Google"] > high["OpenAI"] > high["Meta"]
    flow = shown.locator(".edge.TALENT_FLOW", has_text="3")
    assert flow.count() == 1
    flow.dispatch_event("click")
    expect(shown.locator("#more b.name")).to_have_text("Google → OpenAI")
    expect(shown.locator("#more blockquote")).to_have_count(3)
    expect(shown.locator("#more")).to_contain_text("Person 0")


def drawn(folder: Path, name: str, given: dict[str, str], file: Path) -> str:
    query = queries.load(name)
    with Store.open(folder) as store:
        graph = graph_of(store, query.graph, queries.bind(query, given))
        text = page(store, graph, title=query.title, asked="")
    file.write_text(text, "utf-8")
    return text


def test_every_thing_is_drawn_once_and_nothing_lies_on_another(tmp_path: Path, folder: Path, screen: Page) -> None:
    for query in queries.all_queries():
        file = tmp_path / f"{query.name}.html"
        data = json.loads(drawn(folder, query.name, {}, file).split('id="graph">')[1].split("</script>")[0])
        shown = opened(screen, file)
        assert shown.locator("#world .node").count() == len(data["nodes"])
        assert shown.locator("#world .edge").count() == len(data["edges"])
        boxes = shown.locator("#world .node .shape").evaluate_all(
            "all => all.map(one => one.getBoundingClientRect().toJSON())"
        )
        for number, one in enumerate(boxes):
            assert min(one["left"], one["top"], 1280 - one["right"], 800 - one["bottom"]) >= 0, query.name
            for other in boxes[:number]:
                apart = one["right"] <= other["left"] or other["right"] <= one["left"]
                assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"], query.name


def test_the_same_graph_gives_the_same_bytes(tmp_path: Path, folder: Path) -> None:
    files = {drawn(folder, "moves", {}, tmp_path / f"{number}.html") for number in range(2)}
    assert len(files) == 1


def test_more_than_anybody_could_read_is_refused(folder: Path) -> None:
    many = Graph(tuple(Node(f"Person {number}", "Person", {}) for number in range(2001)), ())
    with Store.open(folder) as store, pytest.raises(UsageError, match="2001 nodes are too many to draw; .*--limit"):
        page(store, many, title="T", asked="")


def test_words_of_an_article_never_become_markup(tmp_path: Path, screen: Page) -> None:
    evil = "</script><img src=x onerror=alert(1)><b>Person</b>"
    graph = Graph((Node("Person 1", "Person", {"name": evil}), Node("Odd 2", "Odd", {"x": 1})),
                  (Edge("Person 1", "Odd 2", "KNOWS", {}),))  # fmt: skip
    with Store.open(tmp_path / "g") as store:
        text = page(store, graph, title=f"<i>{{{{graph}}}}</i>{evil}", asked=evil)
    (tmp_path / "e.html").write_text(text, "utf-8")
    shown = opened(screen, tmp_path / "e.html")
    assert shown.locator("img, i").count() == 0
    expect(shown.locator("h1")).to_contain_text("</script><img")
    shown.locator("#world .node.Person .shape").click()
    expect(shown.locator("#more b.name")).to_have_text(evil)


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("view", "career", "-p", "person=Nobody"), 1, "nothing found that can be drawn"),
        (("view", "MATCH (p:Person) RETURN p.name AS name"), 1, "nothing found that can be drawn"),
        (("view", "MATCH (n) SET n.x = 1 RETURN n"), 2, "would write"),
        (("view", "carer"), 2, "did you mean career"),
        (("view", "flows", "-o", "no/such/folder.html"), 2, "cannot be written"),
        (("view", "flows", "-o", "."), 2, "a folder; name a file"),
        (("view", "flows", "-p", "moost=1"), 2, "it has least, most"),
    ],
)
def test_what_cannot_be_drawn(
    run: Run, tmp_path: Path, folder: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run(*arguments, KG_STORE=str(folder))
    assert (done.returncode, len(done.stderr.splitlines())) == (code, 1)
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_cypher_of_ones_own_with_parameters(run: Run, tmp_path: Path, folder: Path) -> None:
    done = run(
        "view",
        "MATCH p = (:Person)-[:MADE]->(:Move {kind: $kind}) RETURN p",
        "-p",
        "kind=founded",
        KG_STORE=str(folder),
    )
    assert done.stdout == "2 nodes and 1 relationships are drawn in graph.html\n", done.stderr
    assert "founded" in (tmp_path / "graph.html").read_text("utf-8")


@pytest.mark.slow
def test_the_demo_is_drawn(run: Run, tmp_path: Path, screen: Page) -> None:
    assert run("ingest", str(ROOT / "data" / "demo")).returncode == 0
    assert run("view", "departures", "-p", "status=any", "-o", "gone.html").returncode == 0
    shown = opened(screen, tmp_path / "gone.html")
    expect(shown.locator(".node.Company", has_text="OpenAI")).to_have_count(1)
    joined = shown.locator("#world .node.Move").first
    joined.locator(".shape").hover()
    expect(shown.locator("#tip b.name")).to_contain_text(": ")
    expect(shown.locator("#tip blockquote").first).to_be_visible()
    expect(shown.locator(".faded").first).to_have_css("opacity", "0.25")
    pictured(shown, "view")
