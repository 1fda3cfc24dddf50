"""Article -> Extraction: the spaCy pipeline of its language, then the language-neutral rules over the Doc."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc, Span, Token

from extractors.affiliations import ties
from extractors.attribution import attribution, said_by
from extractors.confidence import chance, cues, weights
from extractors.dates import DateMention, dates_of
from extractors.facts import Fact, facts
from extractors.languages import pipeline
from extractors.merging import Found
from extractors.money import MoneyMention, amounts_of
from extractors.moves import found_moves
from extractors.quotes import quotes
from extractors.scene import Scene
from extractors.syntax import clause_head
from kg.model import Affiliation, Amount, Article, EntityKind, Evidence, Extraction, Mention, Move, Quote, When

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "COMPANY": "company",
    "OUTLET": "outlet",
    "ORG": "organisation",
    "PLACE": "place",
    "ROLE": "role",
    "MONEY": "money",
    "DATE": "date",
}
_DIGITS = 3  # of a confidence: more would say nothing
_BATCH = 16  # documents a batch: enough for the tagger's matrices, small enough for memory


def extract(article: Article, *, models: dict[str, str] | None = None, least: float | None = None) -> Extraction:
    """All that one article says."""
    return next(extract_all([article], models=models, least=least))


def extract_all(
    articles: Iterable[Article], *, models: dict[str, str] | None = None, least: float | None = None
) -> Iterator[Extraction]:
    """The extractions of articles, in their order; neighbours of one language share a batch.

    Moves below the confidence `least` are left out; None is what data/confidence.toml says of the language.

    Raises:
        UsageError: a language has no pipeline, or the model named for it is not installed.
    """
    for language, group in groupby(articles, key=lambda article: article.language):
        nlp = pipeline(language, (models or {}).get(language))
        for doc, article in nlp.pipe(((a.text, a) for a in group), as_tuples=True, batch_size=_BATCH):
            yield extraction_of(doc, article, least=least)


def extraction_of(doc: Doc, article: Article, *, least: float | None = None) -> Extraction:
    """The extraction of an article whose text has been through its pipeline."""
    scene = Scene(doc)
    enough = weights(article.language).least if least is None else least
    return Extraction(
        article,
        mentions=tuple(mention_of(ent) for ent in doc.ents),
        moves=tuple(move for move, _ in candidates(scene, article.published) if move.confidence >= enough),
        affiliations=tuple(_affiliation(fact) for fact in facts(scene)),
        quotes=_quotes(doc),
    )


def candidates(scene: Scene, published: dt.date | None = None) -> list[tuple[Move, tuple[str, ...]]]:
    """The moves of a document however unsure, in text order, each with the cues its confidence was reckoned from."""
    dates, money = dates_of(scene.doc, published), amounts_of(scene.doc)
    moves, known = [], weights(scene.doc.lang_)
    for found in found_moves(scene, ties(scene)):
        spoke = cues(scene, found)
        confidence = round(chance(known, spoke), _DIGITS)
        moves.append((replace(_move(scene, found, dates, money, published), confidence=confidence), spoke))
    return sorted(moves, key=lambda one: (one[0].evidence.start, one[0].trigger))


def mention_of(ent: Span) -> Mention:
    """An entity as a mention; entity repair has named it as fully as the document does anywhere."""
    name = str(ent._.name or ent.text)
    return Mention(
        ent.text, _KINDS[ent.label_], ent.start_char, ent.end_char, name, int(ent._.entity), ent.kb_id_ or None
    )


def _evidence(sentence: Span) -> Evidence:
    """The sentence as written; a name cut in two by the splitter ("Character." "AI") is taken whole."""
    doc, end = sentence.doc, sentence.end
    while (cut := next((ent for ent in doc.ents if ent.start < end < ent.end), None)) is not None:
        end = doc[cut.end - 1].sent.end
    whole = doc[sentence.start : end]
    quote = whole.text.strip()
    start = whole.start_char + len(whole.text) - len(whole.text.lstrip())
    return Evidence(quote, start, start + len(quote))


def _move(
    scene: Scene,
    found: Found,
    dates: Sequence[DateMention],
    money: Sequence[MoneyMention],
    published: dt.date | None,
) -> Move:
    sentence, party = found.trigger.sent, found.person
    said = said_by(found.trigger)
    told = [trigger for trigger in (found.trigger, *found.also) if trigger not in found.halves]
    when = next((day for trigger in told if (day := _when(scene, trigger, dates)) is not None), None)
    ahead = when is not None and published is not None and when.date > published
    return Move(
        kind=found.kind,
        status="planned" if ahead and found.status == "completed" else found.status,
        evidence=_evidence(sentence),
        person=mention_of(party.span) if party.span is not None else None,
        description=party.description if party.span is None else None,
        origins=tuple(mention_of(span) for span in found.origins),
        destination=mention_of(found.destination) if found.destination is not None else None,
        role=found.role,
        when=when,
        amount=_amount(scene, found, money),
        speaker=said.name if said is not None else None,
        attribution=attribution(said, scene.doc.lang_),
        trigger=found.trigger.text,
        also=tuple(
            evidence
            for evidence in dict.fromkeys(_evidence(t.sent) for t in found.also)
            if evidence != _evidence(sentence)
        ),
    )


def _head(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None


def _when(scene: Scene, trigger: Token, dates: Sequence[DateMention]) -> When | None:
    """The date that hangs on the trigger's clause; a date of a reporting verb ("said on Monday") is not the move's."""
    sentence = trigger.sent
    best: tuple[int, When] | None = None
    for date in dates:
        head = _head(scene.doc, date.start, date.end)
        if date.when is None or head is None or not sentence.start <= head.i < sentence.end:
            continue
        verb = clause_head(head)
        if _in_relative_clause(head, trigger):  # "X hired B, who had left Y in 2021"
            continue
        own = trigger in (verb, *verb.children) or verb in trigger.children or trigger.is_ancestor(head)
        if not own and verb.lemma_ in scene.words["speech_verbs"]:
            continue
        distance = abs(head.i - trigger.i) + (0 if own else 20)
        if best is None or distance < best[0]:
            best = (distance, date.when)
    return best[1] if best is not None else None


def _in_relative_clause(token: Token, trigger: Token) -> bool:
    """Does a relative clause stand between a token and the trigger above it?"""
    while token != trigger and token.head != token:
        if token.dep_ == "acl:relcl":
            return trigger.is_ancestor(token)
        token = token.head
    return False


def _amount(scene: Scene, found: Found, money: Sequence[MoneyMention]) -> Amount | None:
    """The sum beside a move, unless its verb is about something else (a funding round, a valuation)."""
    if found.kind in {"left", "retired", "promoted", "founded"}:
        return None
    sentence = found.trigger.sent
    end = sentence.end
    if end < len(scene.doc) and {t.lemma_ for t in scene.doc[end].sent} & scene.words["deal_nouns"]:
        end = scene.doc[end].sent.end  # "The deal is worth …", said of the move before it
    for sum_ in money:
        head = _head(scene.doc, sum_.start, sum_.end)
        if head is None or not sentence.start <= head.i < end:
            continue
        near = {clause_head(head).lemma_, head.head.lemma_}
        paid = {token.lemma_ for token in head.ancestors} & scene.words["pay_nouns"]
        if paid or not near & scene.words["money_blockers"]:
            return sum_.amount
    return None


def _affiliation(fact: Fact) -> Affiliation:
    role = fact.role
    return Affiliation(
        kind=fact.kind,
        person=mention_of(fact.person),
        company=mention_of(fact.body),
        evidence=_evidence(fact.trigger.sent),
        role=str(role._.name or role.text) if role is not None else None,
        role_start=role.start_char if role is not None else -1,
        role_end=role.end_char if role is not None else -1,
        former=fact.former,
        is_post=fact.is_post,
    )


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    """The direct quotations, each with the person who speaks where that person is named."""
    people = {(ent.start_char, ent.end_char): ent for ent in doc.ents if ent.label_ == "PERSON"}
    found = []
    for start, end, speaker in quotes(doc):
        named = people.get((speaker.start, speaker.end)) if speaker is not None else None
        found.append(Quote(doc.text[start:end], start, end, mention_of(named) if named is not None else None))
    return tuple(found)
