"""Constructions of English talent news, told of invented people: who, how, from where, to where."""

from __future__ import annotations

import pytest

from kg.extract import extract
from kg.model import Article

# text -> (person, kind, origin, destination) of moves it must tell
TOLD = {
    # the goal behind a verb taken for a name, and a name taken for a verb
    "After nine years at Nvidia, Marta Kowalczyk has defected to Spotify.": ("Kowalczyk", "joined", "Nvidia", "Spotify"),
    "Dropbox vice president Daniel Okafor has moved to Spotify.": ("Okafor", "joined", "Dropbox", "Spotify"),
    "Spotify is set to poach Marta Kowalczyk from Dropbox, two people said.": ("Kowalczyk", "joined", "Dropbox", "Spotify"),
    # leaving, and for what
    "Marta Kowalczyk, the chief product officer of Stripe, is leaving the company for Oracle.": ("Kowalczyk", "joined", "Stripe", "Oracle"),
    "Marta Kowalczyk, the chief product officer of Stripe, plans to leave the company to join Oracle.": ("Kowalczyk", "joined", "Stripe", "Oracle"),
    "Daniel Okafor has left Stripe to head Oracle's robotics lab.": ("Okafor", "joined", "Stripe", "Oracle"),
    "Daniel Okafor has left Stripe and is now at Oracle.": ("Okafor", "joined", "Stripe", "Oracle"),
    "Siemens has persuaded Anja Keller to leave Bosch and run its grid software business.": ("Keller", "joined", "Bosch", "Siemens"),
    "Klarna said Sofia Lund will step up to chief operating officer, replacing Erik Dahl, who is off to Revolut.": ("Dahl", "joined", "Klarna", "Revolut"),
    "Daniel Okafor left Dropbox for Airbnb in May to become its chief design officer.": ("Okafor", "appointed", "Dropbox", "Airbnb"),
    # whose company it is
    "Uber hired Sunita Rao, an executive from Lyft who joined the company in 2019, in May.": ("Rao", "joined", "Lyft", "Uber"),
    "Marta Kowalczyk told staff she would leave Oracle in June.": ("Kowalczyk", "left", "Oracle", None),
    "After eleven years at Siemens, Marta Kowalczyk is calling it a day.": ("Kowalczyk", "left", "Siemens", None),
    "Nvidia has parted ways with chief product officer Marta Kowalczyk.": ("Kowalczyk", "left", "Nvidia", None),
    "Dropbox finance chief Daniel Okafor has been dismissed.": ("Okafor", "left", "Dropbox", None),
    "Oscar Pell, hired from Bosch in 2019 to fix Airbnb's finances, likes to sail.": ("Pell", "joined", "Bosch", "Airbnb"),
    "Barclays confirmed on Tuesday that Hugo Lindt had resigned. He is going to Revolut.": ("Lindt", "joined", "Barclays", "Revolut"),
    # lists, groups and those who come along
    "Airbnb has hired Priya Raman as head of research, John Bown as head of sales and Jeb Slowik as chief economist.": ("Slowik", "joined", None, "Airbnb"),
    "Researchers Ivo Petrov and Dana Cole left for Oracle and Spotify respectively.": ("Cole", "joined", None, "Spotify"),
    "Kowalczyk's exit follows those of Priya Raman and Mark Lee, all of whom have joined Oracle.": ("Lee", "joined", None, "Oracle"),
    "Spotify has lured Beatrix Molloy from Dropbox. She brings with her two colleagues, Jonah Ferris and Ada Deol.": ("Ferris", "joined", "Dropbox", "Spotify"),
    "Alan Dey has left Dropbox for Airbnb. His move was followed by design director Billy Soren.": ("Soren", "joined", "Dropbox", "Airbnb"),
    "In 2011, Priya Raman was named chief operating officer of Oracle, and chairman of Spotify.": ("Raman", "appointed", None, "Spotify"),
    # approaches and plans
    "If she is confirmed, Priya Raman would become chief executive of Airbnb in May.": ("Raman", "appointed", None, "Airbnb"),
    "Dropbox chief economist Daniel Okafor rejected an offer to join Spotify.": ("Okafor", "recruited", "Dropbox", "Spotify"),
}  # fmt: skip

# text -> (person, kind) of moves it must not tell
SILENT = {
    "Teresa Carl, who built Amazon's cloud business, likes to sail.": ("Carl", "founded"),
    "Investors suspended Daniel Okafor from Spotify for a week.": ("Okafor", "left"),
    "If Daniel Okafor left Airbnb, Marta Kowalczyk would become chief executive of Airbnb.": ("Kowalczyk", "appointed"),
    "Marta Kowalczyk, who left Dropbox, landing at Spotify, declined to comment.": ("Kowalczyk", "recruited"),
}


@pytest.mark.parametrize("text", TOLD)
def test_a_construction_tells_its_move(text: str) -> None:
    person, kind, origin, goal = TOLD[text]
    told = [
        (move.kind, {o.name for o in move.origins}, move.destination.name if move.destination else None)
        for move in extract(Article("c", "c", "en", text), least=0).moves
        if move.person is not None and person in move.person.name
    ]
    assert any(
        k == kind and (origin is None or origin in names) and (goal is None or to == goal) for k, names, to in told
    ), told


@pytest.mark.parametrize("text", SILENT)
def test_a_likeness_tells_none(text: str) -> None:
    person, kind = SILENT[text]
    moves = extract(Article("c", "c", "en", text), least=0).moves
    assert not [m for m in moves if m.person is not None and person in m.person.name and m.kind == kind]
