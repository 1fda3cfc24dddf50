"""`kg report -o`: one file, in a real browser, from a band to the quote to the article."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.conftest import Run
from tests.store_cases import ARTICLES


@pytest.fixture
def shown(run: Run, folder: Path, tmp_path: Path, screen: Page) -> Page:
    done = run("report", "-o", "r.html", KG_STORE=str(folder))
    assert (done.returncode, done.stderr) == (0, "")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert not re.search(r"""(?:src|href|import)\s*[=(]?\s*["']?(?:https?:)?//""", text)
    screen.goto((tmp_path / "r.html").as_uri())
    expect(screen.locator("body[data-ready]")).to_be_attached()
    return screen


def test_from_a_band_to_the_quote_to_the_article(shown: Page) -> None:
    band = shown.locator("#sankey .mark.band")
    expect(band).to_have_count(1)
    band.locator(".shape").click()
    expect(shown.locator("#evidence-title")).to_have_text("Character.AI to Google: 1 person")
    expect(shown.locator("#evidence blockquote")).to_have_count(3)
    expect(shown.locator("#evidence")).to_contain_text("Google вернула Ноама Шазира почти за $3 млрд.")
    link = shown.locator("#evidence a").first
    assert link.get_attribute("href") in {one.article.url for one in ARTICLES}
    assert "noopener" in (link.get_attribute("rel") or "")
    shown.keyboard.press("Escape")
    expect(shown.locator("#evidence")).to_be_hidden()


def test_by_keyboard_alone(shown: Page) -> None:
    shown.locator("#matrix .mark").first.focus()
    shown.keyboard.press("Enter")
    expect(shown.locator("#evidence")).to_be_visible()
    expect(shown.locator("#evidence-title")).to_be_focused()
    shown.keyboard.press("Escape")
    expect(shown.locator("#matrix .mark").first).to_be_focused()


def test_filters(shown: Page) -> None:
    before = shown.locator("#count").inner_text()
    shown.get_by_label("rumoured").check()
    expect(shown.locator("#count")).not_to_have_text(before)
    expect(shown.locator("#sankey .mark")).to_have_count(2)
    shown.get_by_label("People at least").fill("2")
    expect(shown.locator("#sankey .mark")).to_have_count(0)
    expect(shown.locator("#sankey .none")).to_be_visible()
    shown.get_by_role("button", name="Reset").click()
    expect(shown.locator("#count")).to_have_text(before)


def test_a_row_of_a_table_leads_to_its_quotes(shown: Page) -> None:
    shown.locator("#table-pairs summary").click()
    shown.locator("#table-pairs button").first.click()
    expect(shown.locator("#evidence blockquote").first).to_be_visible()
    shown.locator("#close").click()


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_is_saved(shown: Page, tmp_path: Path, kind: str) -> None:
    with shown.expect_download() as got:
        shown.get_by_role("button", name=f"Save Net flow as {kind.upper()}").click()
    got.value.save_as(tmp_path / f"n.{kind}")
    made = (tmp_path / f"n.{kind}").read_bytes()
    if kind == "png":
        assert made.startswith(b"\x89PNG")
    else:
        assert "Google" in "".join(ElementTree.fromstring(made).itertext())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_accessible_in_light_and_dark_and_on_a_phone(shown: Page, scheme: str, width: int) -> None:
    shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    shown.set_viewport_size({"width": width, "height": 844})
    for one in shown.locator("details").all():
        one.evaluate("one => { one.open = true; }")
    found = [(one["id"], one["impact"]) for one in Axe().run(shown).response["violations"]]
    assert found == []
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
