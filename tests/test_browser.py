"""The real Neo4j Browser, in a real Chromium, on the demo articles in a real server."""

from __future__ import annotations

import base64
import io
import os
import re
import socket
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from kg import browser, queries
from kg.browser import address, guide, serve
from kg.view import graph_of
from tests.conftest import ROOT, Run, environment
from tests.pages import chromium, pictured
from tests.stores import Running, Servers

DRAWN = browser.ordered(queries.all_queries())


@pytest.fixture(scope="module")
def demo(servers: Servers) -> Running:
    """A server with the demo articles in it."""
    running = servers["5.26"]
    running.clear()
    subprocess.run(
        [sys.executable, "-m", "kg.cli", "ingest", str(ROOT / "data" / "demo")],
        env=environment(**running.environment), cwd=ROOT, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return running


@pytest.fixture(scope="module")
def place(demo: Running) -> browser.Place:
    return browser.place(demo.server.uri, user="neo4j", password=demo.password)


@pytest.fixture(scope="module")
def window() -> Iterator[Page]:
    with chromium(width=1440, height=860) as page:
        yield page


@pytest.fixture
def screen(window: Page) -> Iterator[Page]:
    """A page of a browser that has never seen ours: nothing saved, no style, not logged in."""
    browser = window.context.browser
    assert browser
    with browser.new_context(viewport=window.viewport_size) as context:
        context.set_default_timeout(30_000)
        yield context.new_page()


def login(page: Page, url: str, running: Running) -> None:
    page.goto(url)
    page.get_by_test_id("username").fill("neo4j")
    page.get_by_test_id("password").fill(running.password)
    page.get_by_test_id("connect").click()
    expect(page.get_by_test_id("password")).to_have_count(0, timeout=30_000)
    expect(page.get_by_text(":server connect")).to_be_visible()
    expect(page.get_by_text("You are connected as user")).to_be_attached()


def enter(page: Page, words: str) -> None:
    """Writes into the editor and runs it."""
    page.locator("[data-testid=activeEditor] .monaco-editor[role=code]").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(words)
    page.get_by_test_id("editor-Run").click()


def in_editor(page: Page) -> str:
    """The editor's lines as far as it shows them, without blanks."""
    lines = page.locator("[data-testid=activeEditor] .view-line").all_text_contents()
    return "".join("".join(lines).replace("\u00a0", " ").split())


def dropped(page: Page, name: str, content: bytes) -> None:
    """What the Browser sees when a file is dropped on its window."""
    page.evaluate(
        """([name, base64]) => {
          const held = new DataTransfer();
          held.items.add(new File([Uint8Array.from(atob(base64), one => one.charCodeAt(0))], name));
          for (const type of ["dragenter", "dragover", "drop"])
            document.querySelector(".filedrop").dispatchEvent(
              new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: held }));
        }""",
        [name, base64.b64encode(content).decode()],
    )


def at_rest(page: Page) -> None:
    """Waits until the nodes of the drawing have stopped on the screen."""
    page.evaluate("window.kgCount = 0")
    page.wait_for_function(
        """() => {
          const now = [...document.querySelectorAll("svg g.node")].map(one => Object.values(one.getBoundingClientRect().toJSON())).join();
          const same = now && now === window.kgBefore;
          window.kgCount = same ? (window.kgCount || 0) + 1 : 0;
          window.kgBefore = now;
          return window.kgCount > 5;
        }""",
        polling=100,
    )


def fit(page: Page) -> None:
    """Makes the drawing fill its frame, with nothing else above it."""
    notice = page.get_by_text("To help make Neo4j Browser better")
    if notice.is_visible():
        notice.locator("xpath=following-sibling::*[1]").click()
        expect(notice).to_be_hidden()
    page.get_by_label("zoom-to-fit").click()
    at_rest(page)


def captions(page: Page) -> set[str]:
    return {" ".join(words.split()) for words in page.locator("svg g.node").all_text_contents()}


def click_on_edge(page: Page, caption: str) -> None:
    """Clicks the first relationship of that caption that nothing lies on."""
    point = page.evaluate(
        """caption => {
          for (const edge of document.querySelectorAll("svg g.relationship")) {
            const overlay = edge.querySelector(".overlay"), box = overlay.getBBox(), at = overlay.getScreenCTM();
            if (edge.textContent !== caption) continue;
            for (const part of [0.5, 0.3, 0.7]) {
              const point = new DOMPoint(box.x + box.width * part, box.y + box.height / 2).matrixTransform(at);
              if (document.elementFromPoint(point.x, point.y) === overlay) return [point.x, point.y];
            }
          }
        }""",
        caption,
    )
    assert point, f"no relationship {caption!r} can be clicked"
    page.mouse.click(*point)


def test_the_guide_leads_to_the_quote(demo: Running, place: browser.Place, screen: Page) -> None:
    assert place.guided
    with browser.serving(0) as root:
        login(screen, browser.link(place, "guide", f"{root}/guide.html"), demo)
        drawer = screen.get_by_test_id("guidesDrawer")
        expect(drawer.locator("h3")).to_have_text(guide.TITLE)
        drawer.locator("pre.runnable").click()
        screen.get_by_test_id("editor-Run").click()
        expect(screen.get_by_text("node.Company").first).to_be_visible()
        enter(screen, ":clear")
        drawer.get_by_text("Next", exact=True).click()
        drawer.get_by_text("Next", exact=True).click()
        career = queries.load("career")
        expect(drawer.locator("h3")).to_have_text(career.title)
        for box, cypher in zip(drawer.locator("pre.runnable").all(), (career.graph, career.cypher), strict=True):
            assert (box.text_content() or "").strip() == guide.written(career, cypher)
        drawer.locator("pre.runnable").first.click()
        expect(screen.locator("[data-testid=activeEditor] .view-line").nth(1)).to_be_visible()
        assert "".join(guide.written(career, career.graph).split()).startswith(in_editor(screen))
        assert "'NoamShazeer'" in in_editor(screen)
        screen.get_by_test_id("editor-Run").click()
        expect(screen.locator("svg g.node").first).to_be_visible()
        at_rest(screen)
        assert {"Noam Shazeer", "Google", "Character.AI", "The Verge"} <= captions(screen)
        screen.get_by_label("Collapse the node properties display").click()
        fit(screen)
        pictured(screen, "browser-guide")
        screen.get_by_test_id("frame").get_by_title("Fullscreen", exact=True).click()
        screen.get_by_label("Expand the node properties display").click()
        fit(screen)
        click_on_edge(screen, "said in")
        quotes = demo.run("MATCH (:Person {name: 'Noam Shazeer'})-[:MADE]->()-[e:EVIDENCED_BY]->() RETURN e.quote AS q")
        pane = screen.get_by_test_id("vizInspector")
        expect(pane).to_contain_text("quote")
        shown = " ".join((pane.text_content() or "").split())
        pictured(screen, "browser-quote")
        assert any(" ".join(row["q"].split()) in shown for row in quotes), shown


def test_the_address_fills_in_form_and_editor(demo: Running, place: browser.Place, screen: Page) -> None:
    career = queries.load("career")
    words = f"// R\n{queries.filled(career.graph, {'person': 'Ноам Шазир'})} // 100% + 1"
    screen.goto(browser.link(place, "edit", words))
    expect(screen.get_by_test_id("username")).to_have_value("neo4j")
    expect(screen.get_by_test_id("boltaddress")).to_have_value(demo.server.uri.removeprefix("bolt://"))
    login(screen, browser.link(place, "edit", words), demo)
    assert "".join(words.split()).startswith(in_editor(screen))
    assert "'НоамШазир'" in in_editor(screen)
    screen.get_by_test_id("editor-Run").click()
    expect(screen.locator("svg g.node").first).to_be_visible()
    assert any(one.startswith("Noam") for one in captions(screen))


def test_saved_queries_and_style_are_dropped_on_the_window_and_every_query_is_drawn(
    demo: Running, place: browser.Place, screen: Page
) -> None:
    login(screen, place.browser, demo)
    dropped(screen, "style.grass", serve.style().encode())
    expect(screen.get_by_text("node.Company").first).to_be_visible()
    enter(screen, ":clear")
    dropped(screen, "saved-queries.zip", serve.saved())
    screen.get_by_test_id("navigationFavorites").click()
    screen.get_by_text("Talent flows", exact=True).click()
    for query in DRAWN:
        expect(screen.get_by_text(query.title, exact=True)).to_have_count(1)
    with demo.open(make=False) as store:
        for query in (*(one for one in DRAWN if one.name != "flows"), queries.load("flows")):
            nodes = len(graph_of(store, guide.written(query, query.graph)).nodes)
            enter(screen, ":clear")
            expect(screen.get_by_test_id("frame")).to_have_count(0)
            screen.get_by_text(query.title, exact=True).click()
            screen.get_by_test_id("editor-Run").click()
            drawn = screen.get_by_text(re.compile(rf"Displaying {nodes} nodes|\(no changes, no records\)"))
            expect(drawn.filter(has_text=str(nodes) if nodes else "no records")).to_be_visible()
    expect(screen.locator("svg g.relationship").first).to_be_visible()
    at_rest(screen)
    fill = screen.locator("svg g.node circle.b-outline").first.get_attribute("fill")
    assert fill == re.search(r"node\.Company \{\s*color: (#\w+)", serve.style())[1]  # type: ignore[index]
    numbers = set(screen.locator("svg g.relationship").all_text_contents())
    assert numbers == {str(row["n"]) for row in demo.run("MATCH ()-[f:TALENT_FLOW]->() RETURN DISTINCT f.people AS n")}
    screen.get_by_label("Collapse the node properties display").click()
    fit(screen)
    pictured(screen, "browser-saved")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, True),
        ({"browser.remote_content_hostname_whitelist": "guides.neo4j.com,localhost"}, True),
        ({"browser.remote_content_hostname_whitelist": "*"}, True),
        ({"browser.remote_content_hostname_whitelist": "guides.neo4j.com"}, False),
        ({"browser.remote_content_hostname_allowlist": "http://localhost/, a.example"}, True),
    ],
)
def test_where_guides_are_taken_from(settings: dict[str, str], expected: bool) -> None:
    assert address.guided(settings) is expected


@pytest.mark.parametrize(
    ("settings", "bolt", "expected"),
    [
        ({}, "bolt://db.example:7687", ["http://db.example:7474"]),
        ({"server.http.advertised_address": ":7480"}, "bolt://[::1]:7690", ["http://[::1]:7480"]),
        ({"server.http.advertised_address": "localhost:7480"}, "neo4j://db.example", ["http://db.example:7480"]),
        (
            {"server.https.enabled": "true", "server.https.advertised_address": ":443"},
            "neo4j+s://db.example",
            ["https://db.example:443", "http://db.example:7474"],
        ),
        ({"server.https.enabled": "true", "server.http.enabled": "false"}, "bolt://a", ["https://a:7473"]),
    ],
)
def test_where_the_browser_is_looked_for(settings: dict[str, str], bolt: str, expected: list[str]) -> None:
    assert list(address._roots(settings, bolt)) == expected


def test_saved_queries_and_guide_are_the_named_queries() -> None:
    with zipfile.ZipFile(io.BytesIO(serve.saved())) as archive:
        names = {Path(name).stem for name in archive.namelist()}
        flows = archive.read("Talent flows/flows.cypher").decode()
    assert names == {query.name for query in queries.all_queries()}
    assert flows.startswith("// Flows of people between companies\nMATCH flow = ")
    assert "$" not in flows
    assert serve.saved() == serve.saved()
    text = guide.guide(queries.all_queries(), "http://localhost/style.grass")
    assert text.count("<slide") == len(DRAWN) + 2
    pages = [query.page for query in DRAWN if query.page is not None]
    assert pages == list(range(1, len(pages) + 1))
    assert not re.search(r"\s(on[^\s=]+)[^\s=]*\s*=", text), "the Browser would take this for an event handler"


def test_files_are_served_to_the_browsers_page_only_by_name() -> None:
    with browser.serving(0) as root:
        assert root.startswith("http://localhost:")
        asked = requests.options(
            f"{root}/guide.html", headers={"Access-Control-Request-Headers": "pragma,sentry-trace"}, timeout=5
        )
        assert asked.headers["Access-Control-Allow-Headers"] == "pragma,sentry-trace"
        answer = requests.get(f"{root}/style.grass", timeout=5)
        assert (answer.text, answer.headers["Access-Control-Allow-Origin"]) == (serve.style(), "*")
        assert requests.get(f"{root}/../pyproject.toml", timeout=5).status_code == 404


def test_the_command_prints_where_to_look(run: Run, demo: Running, tmp_path: Path) -> None:
    done = run("browser", **demo.environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Browser: {demo.server.browser}?dbms=bolt%3A%2F%2Fneo4j%40127.0.0.1")
    assert "cmd=edit&arg=%2F%2F%20Flows%20of%20people" in done.stdout
    named = run("browser", "career", "-p", "person=Ann Lee", **demo.environment)
    assert "Ann%20Lee" in named.stdout
    assert run("browser", "--files", "b").stdout.split() == ["b/guide.html", "b/style.grass", "b/saved-queries.zip"]
    assert (tmp_path / "b" / "saved-queries.zip").read_bytes() == serve.saved()


def test_the_command_serves_the_guide_until_stopped(demo: Running) -> None:
    command = [sys.executable, "-m", "kg.cli", "browser", "--serve", "--port", "0"]
    with subprocess.Popen(
        command, env={**os.environ, **demo.environment}, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        said = [process.stdout.readline() for _ in range(5)]
        found = re.search(r":guide (\S+)", "".join(said))
        assert found, said
        assert guide.TITLE in requests.get(found[1], timeout=5).text
        process.send_signal(2)
        assert process.wait(20) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--store", "graph.db"), "a folder has no Neo4j Browser; copy it to a server with kg copy"),
        (("--store", "neo4j+s://abc.databases.neo4j.io"), "on Aura open Query"),
        (("--store", "bolt://127.0.0.1:1"), "does not answer"),
        (("nosuch",), "no such query"),
    ],
)
def test_where_there_is_no_browser(run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run("browser", *arguments)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert words in done.stderr


def test_what_is_not_at_the_given_place(run: Run, demo: Running) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("browser", "--serve", "--port", str(taken.getsockname()[1]), **demo.environment)
        assert (done.returncode, "is taken; give another with --port" in done.stderr) == (2, True)
    wrong = run("browser", "--at", "http://127.0.0.1:1", **demo.environment)
    assert "no Neo4j Browser answers at http://127.0.0.1:1; say where it is with --at" in wrong.stderr
    right = run("browser", "--at", demo.server.browser, **demo.environment)
    assert right.stdout.startswith(f"Browser: {demo.server.browser}?")
