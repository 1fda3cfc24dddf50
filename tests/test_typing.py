"""Names nobody knows, surnames alone and companies called by ordinary words: a person or an employer?"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.entities.evidence import evidence
from kg.errors import KnowledgeError
from kg.extract import extract_all
from kg.model import Article

# sentence, the people, the companies
SENTENCES = [
    ("Vantor lost its finance chief on Monday. Grell, 51, will move to Sunfleet in May.", "Grell", "Vantor, Sunfleet"),
    (
        "Halvorsen was named chief operating officer of Brightpath. She replaces Oduya, who left for Kestrel.",
        "Halvorsen, Oduya",
        "Brightpath, Kestrel",
    ),
    ("After nine years at Loom, Sato quit to start Fernweh.", "Sato", "Loom, Fernweh"),
    ("Plaid hired Ruiz as general counsel.", "Ruiz", "Plaid"),
    ("Ruiz told reporters he would stay at Plaid.", "Ruiz", "Plaid"),
    ("Marlow's resignation stunned Tandem.", "Marlow", "Tandem"),
    ("Tandem's board fired Marlow in March.", "Marlow", "Tandem"),
    ("The board of Glint has elected Farrow as chair.", "Farrow", "Glint"),
    ("Clay and Rippling have been trading engineers; Mehta went from Rippling to Clay.", "Mehta", "Clay, Rippling"),
    ("Stagg, a former Oscar executive, joins Harvey as head of sales.", "Stagg", "Oscar, Harvey"),
    ("Notable poached Whitlock from Ramp.", "Whitlock", "Notable, Ramp"),
    ("Whitlock had run growth at Ramp since 2019.", "Whitlock", "Ramp"),
    ("Ashford will lead Aurora's trucking unit.", "Ashford", "Aurora"),
    ("Ashford left Aurora in April.", "Ashford", "Aurora"),
    ("Aurora said Ashford had resigned.", "Ashford", "Aurora"),
    ("Pike joined Brex from Gusto in 2022, and Lund followed last week.", "Pike, Lund", "Brex, Gusto"),
    ("Cruz, who founded Lattice in 2015, returned as chief executive.", "Cruz", "Lattice"),
    ("Merge Labs chief executive Imani Oyelaran has stepped down.", "Imani Oyelaran", "Merge Labs"),
    ("Petal has hired away two vice presidents of Chime.", "", "Petal, Chime"),
    ("Dover took over at Fable last year.", "Dover", "Fable"),
    ("The departure of Lindqvist leaves Northvolt without a chief technologist.", "Lindqvist", "Northvolt"),
    ("Rask was promoted to president of Tempo.", "Rask", "Tempo"),
    ("Cohere lured Bell away from Glean with a large package.", "Bell", "Cohere, Glean"),
    ("Thorne's exit from Peloton follows that of Vela.", "Thorne, Vela", "Peloton"),
    ("At Faire, Blunt oversaw payments; he now does the same for Deel.", "Blunt", "Faire, Deel"),
    ("Blunt's successor at Faire is Amara Osei.", "Blunt, Amara Osei", "Faire"),
    ("Cato appointed Zheng to its board after the exit of Moreau.", "Zheng, Moreau", "Cato"),
    ("Suki's Punit Soni is to be succeeded by Leclerc.", "Punit Soni, Leclerc", "Suki"),
    ("Ada's new technology chief, Kwame Boateng, once ran search at Etsy.", "Kwame Boateng", "Ada, Etsy"),
    ("Jasper has rehired Quigley eight months after she walked out.", "Quigley", "Jasper"),
    ("Quigley walked out of Jasper in May.", "Quigley", "Jasper"),
    ("Ledger's Gauthier plans to step aside.", "Gauthier", "Ledger"),
    ("Klaviyo tried to hire Sandoval.", "Sandoval", "Klaviyo"),
    ("Niantic has parted ways with Hanke.", "Hanke", "Niantic"),
    ("Moss, Niantic's top lawyer, followed Hanke out of the door.", "Moss, Hanke", "Niantic"),
    ("Shares in Brightwater slid after Okonjo walked away from the top job.", "Okonjo", "Brightwater"),
    ("Vogel leaves Orchard with no job to go to.", "Vogel", "Orchard"),
    ("Frost told staff that Petrossian would run Maven's labs.", "Frost, Petrossian", "Maven"),
    ("When Reyes exits Turnstile, Banerjee takes her seat.", "Reyes, Banerjee", "Turnstile"),
    ("Chatterjee sits on the boards of Nectar and Plover.", "Chatterjee", "Nectar, Plover"),
]


@pytest.fixture(scope="module")
def kinds() -> dict[str, dict[str, set[str]]]:
    read = extract_all([Article(text, "table", "en", text) for text, _, _ in SENTENCES])
    found: dict[str, dict[str, set[str]]] = {}
    for one in read:
        for mention in one.mentions:
            found.setdefault(one.article.id, {}).setdefault(mention.text, set()).add(mention.kind)
    return found


@pytest.mark.parametrize(("text", "people", "companies"), SENTENCES)
def test_what_a_name_does_says_what_it_is(
    kinds: dict[str, dict[str, set[str]]], text: str, people: str, companies: str
) -> None:
    for names, kind in ((people, "person"), (companies, "company")):
        for name in filter(None, names.split(", ")):
            assert kinds[text].get(name) == {kind}, (name, kinds[text])


@pytest.mark.parametrize(
    "table", ["[en]\nsubject = [\"3 resign\"]\n", "[en]\n" + "".join(f"{slot} = [\"resign\"]\n" for slot in (
        "subject", "object", "owner", "by", "preposition", "label"))],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_refused(tmp_path: Path, table: str) -> None:
    path = tmp_path / "typing.toml"
    path.write_text(table, "utf-8")
    with pytest.raises(KnowledgeError, match="typing.toml"):
        evidence("en", path)
