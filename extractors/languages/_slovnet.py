"""Slovnet's Russian models as a spaCy tokenizer and component: tokens, sentences, features, UD trees, raw entities.

The weights are those bundled with natasha (Kukushkin, github.com/natasha/slovnet): numpy only, trained on news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import razdel
import spacy.language
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from extractors.languages import _clauses, _infinitives, _lemmas, _misparses, _names, _prepositions, _subjects, _tree
from extractors.threads import one_thread
from kg.errors import UsageError

FACTORY = "kg_slovnet"
_Item = TypeVar("_Item")
_GLUED = re.compile(r"[A-Za-z0-9]+(?:[.&][A-Za-z0-9]+)+|[A-Za-z]+[’'][A-Za-z]+")  # Character.AI, AT&T, L'Oreal
_BATCH = 16  # sentences of like length that share one matrix


class Tokenizer:
    """Razdel's tokens as spaCy's: names such as Character.AI stay whole, white space beyond one blank is a token."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in _token_spans(text):
            gap = text[at:start]
            if gap and words and gap[0] == " ":
                spaces[-1], gap = True, gap[1:]
            if gap:
                words.append(gap)
                spaces.append(False)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        gap = text[at:]
        if gap and words and gap[0] == " ":
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep: the rules are razdel's."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Tokenizer:
        """The same tokenizer."""
        return self

    def to_disk(self, _path: str | Path, **_: object) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: str | Path, **_: object) -> Tokenizer:
        """The same tokenizer."""
        return self


def _token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where tokens are: razdel's, joined where together they spell one Latin name with a dot or ampersand inside."""
    glued = {found.start(): found.end() for found in _GLUED.finditer(text)}
    until = 0
    for token in razdel.tokenize(text):
        if token.start < until:
            continue
        until = max(glued.get(token.start, token.stop), token.stop)
        yield token.start, until


@registry.tokenizers("kg.Razdel.v1")  # type: ignore[untyped-decorator]
def _tokenizer_factory() -> Callable[[spacy.language.Language], Tokenizer]:
    def create(nlp: spacy.language.Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)

    return create


class Slovnet:
    """A spaCy component that fills in a Doc's sentences, tags, features, lemmas, trees and raw entities."""

    def __init__(self) -> None:
        self.tagger, self.parser, self.recogniser = _models()

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 32) -> Iterator[Doc]:
        """The same Docs, annotated; sentences of a batch of Docs are computed together."""
        for batch in _batches(docs, batch_size):
            sentences = [_sentences(doc) for doc in batch]
            words = [[doc[i].text for i in indices] for doc, of in zip(batch, sentences, strict=True) for indices in of]
            found = iter(self._analyses(words))
            for doc, of in zip(batch, sentences, strict=True):
                _write(doc, [(indices, next(found)) for indices in of])
                yield doc

    def _analyses(self, sentences: list[list[str]]) -> list[Any]:
        """Tags, (heads, relations) and entity tags of each sentence, computed in order of length to save padding."""
        order = sorted(range(len(sentences)), key=lambda index: len(sentences[index]))
        ordered = [sentences[index] for index in order]
        found: list[Any] = [None] * len(sentences)
        results = zip(
            *(self._run(model, ordered) for model in (self.tagger, self.parser, self.recogniser)), strict=True
        )
        with one_thread():
            for index, result in zip(order, results, strict=True):
                found[index] = result
        return found

    @staticmethod
    def _run(model: Any, sentences: list[list[str]]) -> Iterator[Any]:
        infer = model.infer
        for chunk in _batches(sentences, _BATCH):
            yield from infer.decoder(infer.process(infer.encoder(chunk)))


@spacy.language.Language.factory(FACTORY)
def _slovnet_factory(nlp: spacy.language.Language, name: str) -> Slovnet:  # noqa: ARG001  (spaCy passes both)
    return Slovnet()


def _batches(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


@cache
def _models() -> tuple[Any, Any, Any]:
    """Tagger, parser and recogniser over one embedding table.

    Raises:
        UsageError: natasha is not installed.
    """
    import navec
    import slovnet

    place = find_spec("natasha")  # its own import would load a second dictionary, so only its folder is used
    if place is None or not place.submodule_search_locations:
        raise UsageError("Russian needs the weights in natasha: pip install natasha")
    data = Path(place.submodule_search_locations[0]) / "data"
    table = navec.Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")
    models = data / "model"
    return (
        slovnet.Morph.load(models / "slovnet_morph_news_v1.tar", batch_size=_BATCH).navec(table),
        slovnet.Syntax.load(models / "slovnet_syntax_news_v1.tar", batch_size=_BATCH).navec(table),
        slovnet.NER.load(models / "slovnet_ner_news_v1.tar", batch_size=_BATCH).navec(table),
    )


def _sentences(doc: Doc) -> list[list[int]]:
    """Indices of each sentence's tokens, white space left out; a blank line always ends a sentence."""
    ends = sorted({sentence.stop for sentence in razdel.sentenize(doc.text)} | _breaks(doc.text))
    found: list[list[int]] = [[]]
    position = 0
    for token in doc:
        while position < len(ends) and token.idx >= ends[position]:
            position += 1
            if found[-1]:
                found.append([])
        if not token.is_space:
            found[-1].append(token.i)
    return [indices for indices in found if indices]


def _breaks(text: str) -> set[int]:
    """Where lines end: headlines and paragraphs carry no full stop."""
    return {found.start() for found in re.finditer(r"\n", text)}


def _write(doc: Doc, analyses: list[tuple[list[int], Any]]) -> None:
    """Put the analyses of all sentences into the Doc; white space hangs on the token before it."""
    heads, labels = list(range(len(doc))), ["dep"] * len(doc)
    entities: list[Span] = []
    for indices, (tags, (_, parents, relations), marks) in analyses:
        local = [int(parent) - 1 for parent in parents]
        local = [index if head < 0 else head for index, head in enumerate(local)]
        fixed, named = _tree.repaired(local, relations)
        tags = list(tags)
        for position, index in enumerate(indices):
            if _infinitives.is_infinitive(doc[index].lower_, tags[position].partition("|")[0]):
                tags[position] = f"VERB|{_infinitives.FEATURES}"
                _infinitives.relabel(fixed, named, tags, position)
        words = [doc[index].text for index in indices]
        _names.agree(words, fixed, named, tags, marks)
        _subjects.unswap(fixed, named, tags)
        _misparses.quoted(words, fixed, named, tags)
        _prepositions.rehang(words, fixed, named, tags)
        _clauses.participles(words, fixed, named, tags)
        _clauses.relatives(words, fixed, named, tags)
        for position, index in enumerate(indices):
            heads[index], labels[index] = indices[fixed[position]], named[position]
            pos, _, features = tags[position].partition("|")
            token = doc[index]
            token.pos_ = pos
            _tree.set_features(token, features)
            token.lemma_ = _lemmas.lemma(token.lower_, pos, features)
        entities.extend(_entities(doc, indices, marks))
    for token in doc:
        if token.is_space:
            before = token.i - 1
            while before > 0 and doc[before].is_space:
                before -= 1
            if before >= 0 and not doc[before].is_space:
                heads[token.i] = before
            elif token.i + 1 < len(doc):  # leading white space belongs to what follows
                heads[token.i] = token.i + 1
            else:
                labels[token.i] = "root"
            token.pos_ = "SPACE"
            token.lemma_ = token.text
    if analyses:
        _tree.write(doc, heads, labels)
    doc.ents = tuple(entities)


def _entities(doc: Doc, indices: list[int], marks: list[str]) -> Iterator[Span]:
    """Spans of BIO marks such as B-PER, I-PER, O over one sentence."""
    start: int | None = None
    for position, mark in enumerate(chain(marks, ["O"])):
        if start is not None and not mark.startswith("I-"):
            label = marks[start].partition("-")[2]
            yield Span(doc, indices[start], indices[position - 1] + 1, label=label)
            start = None
        if mark.startswith("B-") or (mark.startswith("I-") and start is None):
            start = position
