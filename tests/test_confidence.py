"""How sure moves are: clear ones more than doubtful ones, always a probability, and the doubtful left out."""

from __future__ import annotations

import tomllib

import pytest

from benchmarks.judged import LABELS, Example
from benchmarks.train_confidence import learnt, scaled, threshold, written
from extractors.confidence import Weights, chance, weights
from kg.errors import KnowledgeError
from kg.evaluate import bins, calibration_error
from kg.extract import extract, extract_all
from kg.model import MOVE_KINDS, Article, Move
from tests.conftest import ROOT

ORDER = [  # language, the surer sentence, the less sure
    ("en", "Jane Roe left Google for OpenAI, where she is chief scientist.", "Roe joined Larkspur Robotics."),
    ("en", "Jane Roe joined OpenAI.", "Jane Roe joined Larkspur Robotics."),
    ("en", "Google hired Jane Roe as an engineer.", "Google hired an engineer from Nvidia."),
    ("en", "Jane Roe has left Google.", "Jane Roe may leave Google."),
    ("en", "Jane Roe was named chief executive of OpenAI.", "Jane Roe was named by OpenAI to lead its lab."),
    ("en", "Jane Roe joined OpenAI.", "Nvidia and Intel said on Monday that Roe joined OpenAI."),
    ("ru", "Олег Дуров перешёл из Google в OpenAI на пост директора.", "Дуров пришёл в «Ларкспур»."),
    ("ru", "Олег Дуров пришёл в OpenAI.", "Олег Дуров пришёл в «Ларкспур»."),
    ("ru", "Олег Дуров ушёл из «Яндекса».", "Олег Дуров может уйти из «Яндекса»."),
    ("ru", "«Яндекс» назначил Олега Дурова директором.", "«Яндекс» нанял инженера из Google."),
]


@pytest.fixture(scope="module")
def told() -> dict[str, Move]:
    rows = sorted({(language, text) for language, *pair in ORDER for text in pair})
    read = extract_all((Article(text, text, language, text) for language, text in rows), least=0)
    return {one.article.id: one.moves[0] for one in read}


@pytest.mark.parametrize(("language", "sure", "less"), ORDER)
def test_what_is_told_outright_is_surer(told: dict[str, Move], language: str, sure: str, less: str) -> None:
    assert 0 < told[less].confidence < told[sure].confidence < 1
    assert told[sure].confidence >= weights(language).least


TEXT = (
    "Jane Roe left Google for OpenAI on Monday. Larkspur Robotics replaced Roe. Some said Holt may join it. "
    "Its engineers quit, and it hired people from Nvidia."
)


def test_the_less_sure_are_left_out_and_no_others() -> None:
    article = Article("a", "a", "en", TEXT)
    every = extract(article, least=0).moves
    assert len({move.confidence for move in every}) > 1
    for least in (None, 0.2, 0.5, 0.9, 1.0):
        enough = weights("en").least if least is None else least
        kept = tuple(move for move in every if move.confidence >= enough)
        assert extract(article, least=least).moves == kept
    assert extract(article, least=1.0).moves == ()


@pytest.mark.parametrize("found", [(), ("a known company", "a post"), ("nobody named",) * 40, ("no such cue",)])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_chance_is_a_probability(language: str, found: tuple[str, ...]) -> None:
    assert 0 < chance(weights(language), found) < 1


def test_a_chance_adds_up_what_is_known() -> None:
    known = Weights(0.0, {"for": 1.0, "against": -1.0}, 0.5)
    assert chance(known, ["for", "against"]) == chance(known, ["unknown"]) == pytest.approx(0.5)
    assert chance(known, ["for"]) == pytest.approx(0.731, abs=1e-3)


def test_weights_are_of_cues_that_exist() -> None:
    code = (ROOT / "extractors" / "confidence.py").read_text("utf-8")
    assert [cue for cue in weights("en").cues if f'"{cue}"' not in code and cue not in MOVE_KINDS] == []
    assert len(weights("en").cues) <= 40
    with pytest.raises(KnowledgeError, match="no weights of xx"):
        weights("xx")


def judged(count: int) -> list[Example]:
    """Moves of which nine in ten are right with a post, and one in five without one."""
    rows = []
    for i in range(count):
        post = i % 2 == 0
        right = i % 20 != 0 if post else i % 5 == 0
        rows.append(Example(f"p{i}", "ru" if i % 3 else "en", "read" if i % 4 else "news", right, ("a post",) * post))
    return rows


def test_the_weights_are_learnt_alike_each_time_and_from_what_is_right() -> None:
    rows = judged(400)
    final, chances = scaled(rows)
    text = written(final, threshold(rows, chances, 300))
    assert text == written(scaled(rows)[0], threshold(rows, chances, 300))
    table = tomllib.loads(text)
    assert table["cues"]["a post"] > 1
    assert 0.2 < table["en"]["least"] < 0.9
    assert calibration_error(bins((float(p), row.right) for p, row in zip(chances, rows, strict=True))) < 0.1
    assert learnt(rows).cues == learnt(list(rows)).cues


def test_the_labels_are_of_moves() -> None:
    rows = [line.split("\t") for line in LABELS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {len(row) for row in rows} == {7}
    assert {row[1] for row in rows} <= set(MOVE_KINDS)
    assert {row[5] for row in rows} == {"right", "false", "unsure"}
    assert all((row[6] == "-") == (row[5] == "right") for row in rows)


BINS = [
    ([], [], 0.0),
    ([(1.0, True)], [(0.8, 1, 1.0, 1.0)], 0.0),
    ([(0.1, False), (0.1, True)], [(0.0, 2, 0.1, 0.5)], 0.4),
    ([(0.5, True), (0.9, False)], [(0.4, 1, 0.5, 1.0), (0.8, 1, 0.9, 0.0)], 0.7),
]


@pytest.mark.parametrize(("trusted", "rows", "error"), BINS)
def test_reliability(
    trusted: list[tuple[float, bool]], rows: list[tuple[float, int, float, float]], error: float
) -> None:
    assert [(one.low, one.count, one.mean, one.right) for one in bins(trusted)] == rows
    assert calibration_error(bins(trusted)) == pytest.approx(error)
