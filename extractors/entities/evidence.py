"""A person or an employer: what all places of a name in the article say of it, added up.

A model types each mention by itself and is often wrong about a surname alone ("Viecha left") or a company whose name
is an ordinary word ("joined Wise"). What a name does, what is done to it and what it has are better witnesses, and they
add up over the article. Points are in data/typing.toml.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from spacy.tokens import Doc, Token

from extractors.entities.context import opens_title
from extractors.entities.cues import announced_label
from extractors.entities.found import Found, hyphenated_run_from, is_camel, is_name, taken_tokens
from extractors.entities.knowledge import Knowledge, listed
from extractors.entities.overlay import is_title_case
from extractors.entities.tagged import opinion
from extractors.lexicon import frames
from kg import resources
from kg.errors import KnowledgeError

_ENOUGH = {"PERSON": 1.5, "COMPANY": 1.5, "PLACE": 2.0, "": 2.0}  # points that decide, by what the name was taken for
_NEAR = 8  # tokens between a name and the word that makes it worth asking the tagger
_FRAME = 1.5  # points of an argument of a frame of data/moves, where the word is not in data/typing.toml
_PERSON = frozenset({"PERSON"})
_LOCATIVE = {"in", "near", "across", "throughout", "around"}  # before a place, whatever else is said of the name
_NOT_ACTORS = {"LANGUAGE", "DATE", "TIME", "EVENT", "LAW", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"}

_INSIDE = str.maketrans("", "", "-’'.")  # what names have between letters
_INSIDE_ALONE = {"-", ".", "’", "'"}

Points = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Points by word for each kind of place; one language of data/typing.toml."""

    subject: Points
    object: Points
    owner: Points
    by: Points
    preposition: Points
    label: Points


@cache
def evidence(code: str, path: Path = resources.DATA / "typing.toml") -> Evidence | None:
    """The points of a language; None where the file has none.

    Raises:
        KnowledgeError: a kind of place is missing or unknown, or an entry does not begin with its points.
    """
    table = resources.toml(path).get(code)
    if table is None:
        return None
    names = {each.name for each in fields(Evidence)}
    if set(table) != names:
        raise KnowledgeError(f"{path}: [{code}] must have {', '.join(sorted(names))} and nothing else")
    try:
        return Evidence(**{name: dict(_points(entries)) for name, entries in table.items()})
    except ValueError as error:
        raise KnowledgeError(f"{path}: [{code}] points first, then words: {error}") from None


@cache
def _slots(code: str, word: str) -> Mapping[str, float]:
    """What the frames of a word say of its places ("subject", "object", a preposition): who moves, or an employer."""
    kinds: dict[str, set[str]] = defaultdict(set)
    for frame in frames(code).get(word, ()):
        for slot, places in frame.slots.items():
            if slot != "role" and not frame.weak:
                for place in places:
                    kinds[place].add("person" if slot in {"person", "predecessor"} else "employer")
    signs = {"person": _FRAME, "employer": -_FRAME}
    return {place: signs[next(iter(of))] for place, of in kinds.items() if len(of) == 1}


def _points(entries: Sequence[str]) -> Iterator[tuple[str, float]]:
    for entry in entries:
        first, *words = entry.split()
        points = float(first)
        yield from ((word, points) for word in words)


def weighed(doc: Doc, found: Sequence[Found], know: Knowledge) -> list[Found]:
    """The entities with unknown names typed by all their places, and names nobody had found whose places are clear."""
    points = evidence(know.language.code)
    if points is None:
        return list(found)
    places: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        if not each.known and each.label in _ENOUGH and not announced_label(doc, each.start, know):
            places[each.tokens(doc).text].append(each)
    for each in _unfound(doc, taken_tokens(doc, found), know):
        places[each.tokens(doc).text].append(each)
    scale = _Scale(doc, points, know, {at: each.label for each in found for at in range(each.start, each.end)})
    totals = {name: sum(map(scale.weight, of)) + _shape(doc, of[0], know) for name, of in places.items()}
    asked = {name: _telling(doc, of, know) for name, of in places.items() if _is_open(totals[name], of)}
    tagged = opinion(doc, [each for mentions in asked.values() for each in mentions])
    typed = {}
    for name, mentions in places.items():
        if all(each.label in {"PLACE", ""} for each in mentions) and any(
            scale.is_place(each) or tagged.is_place(each) for each in mentions
        ):
            continue
        total = totals[name] + sum(map(tagged.points, asked.get(name, ())))
        for each in mentions:
            least = _ENOUGH[each.label]
            typed[each] = "PERSON" if total >= least else "COMPANY" if total <= -least else each.label
    kept = [each.labelled(typed.get(each, each.label)) for each in found]
    more = [each.labelled(label) for each, label in typed.items() if label and not each.label]
    return sorted([*kept, *more], key=lambda each: each.start)


def _is_open(total: float, mentions: Sequence[Found]) -> bool:
    """Whether the places do not say what a name is: what they are sure of is not asked for again."""
    return abs(total) < _ENOUGH[mentions[0].label]


def _telling(doc: Doc, mentions: Sequence[Found], know: Knowledge) -> list[Found]:
    """The first place of a name with a word of a move or a role near by in its sentence; none without one."""
    triggers = _triggers(know.language.code)
    for each in mentions:
        sentence = each.tokens(doc).sent
        near = doc[max(sentence.start, each.start - _NEAR) : min(sentence.end, each.end + _NEAR)]
        if any(token.lemma_ in triggers or know.is_role(token) for token in near):
            return [each]
    return []


@cache
def _triggers(code: str) -> frozenset[str]:
    return frozenset(word for word, found in frames(code).items() if not all(frame.weak for frame in found))


def _unfound(doc: Doc, taken: Sequence[bool], know: Knowledge) -> Iterator[Found]:
    """Runs of names that no entity covers, outside headlines; a first word only where it is what does the deed."""
    until = 0
    for token in doc:
        at = token.i
        if at < until or taken[at] or not is_name(token):
            continue
        until = hyphenated_run_from(doc, at, taken)
        name = doc[at:until]
        if until == at or is_title_case(token.sent) or any(_is_ordinary(one, know) for one in name):
            continue
        before, after = doc[at - 1 : at] if at else doc[0:0], doc[until : until + 1]
        beside = any(taken[one.i] and is_name(one) for one in (*before, *after))
        opens = token.is_sent_start or not doc[at - 1].text[0].isalnum()
        proper = any(one.pos_ == "PROPN" for one in name)
        alone = name.root.dep_ == "nsubj" and not any(child.dep_ in {"det", "amod"} for child in name.root.children)
        numbered = after.text == "-" and len(doc[until : until + 2]) > 1 and not doc[until + 1].text[0].islower()
        bracketed = before.text == "(" and after.text == ")"  # the code of a share, an abbreviation
        if not beside and not bracketed and not numbered and (proper or alone or not opens):
            yield Found(at, until, "")


def _is_ordinary(token: Token, know: Knowledge) -> bool:
    words = know.words
    if token.ent_type_ in _NOT_ACTORS or token.lower_ in words.never or know.is_role(token) or token.tag_ == "NNS":
        return True
    if "." in token.text:  # M.D., U.S., GOOGL.O
        return True
    return listed(token, words.generic | words.titles) or (token.ent_type_ == "NORP" and token.pos_ == "ADJ")


def _shape(doc: Doc, each: Found, know: Knowledge) -> float:
    """What the letters say: people are hardly called OpenAI, IBM or Canal+."""
    tokens = each.tokens(doc)
    if len(tokens) > 1 and know.is_given(tokens[0]):
        return 2.0
    if any(not token.text.translate(_INSIDE).isalpha() for token in tokens if token.text not in _INSIDE_ALONE):
        return -2.0
    if any(listed(token, know.words.company | know.words.organisation | know.words.outlet) for token in tokens):
        return -2.0
    return -2.0 if any(is_camel(token.text) or (token.text.isupper() and len(token) > 2) for token in tokens) else 0.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """What weighs a place: the article, the points, and what its tokens are taken for so far."""

    doc: Doc
    points: Evidence
    know: Knowledge
    labels: Mapping[int, str]

    def is_place(self, each: Found) -> bool:
        """Whether something happens in it."""
        return any(child.dep_ == "case" and child.lower_ in _LOCATIVE for child in each.tokens(self.doc).root.children)

    def weight(self, each: Found) -> float:
        """Points of one place, the label included."""
        root = each.tokens(self.doc).root
        total = self.points.label.get(each.label, 0.0) + self._neighbours(each)
        if any(child.dep_ == "acl:relcl" for child in root.children):
            relative = next((t.lower_ for t in self.doc[each.end : each.end + 3] if t.lower_ in {"who", "which"}), "")
            total += {"who": 3.0, "which": -2.0}.get(relative, 0.0)
        while root.dep_ == "conj" and root.head is not root:  # "Grabowski and Mills resigned": both did
            root = root.head
        return total + self._syntax(root)

    def _syntax(self, root: Token) -> float:
        """Points for what the name does, suffers, has or belongs to."""
        points, head = self.points, root.head
        cases = [child.lower_ for child in root.children if child.dep_ == "case"]
        framed = _slots(self.know.language.code, head.lemma_)
        if root.dep_ == "nsubj":
            return self._doing(head, framed)
        if root.dep_ in {"nsubj:pass", "obj"}:
            return points.object.get(head.lemma_, framed.get("object", 0.0))
        if root.dep_ == "nmod:poss" or cases[:1] == ["of"]:
            owned = points.owner.get(head.lemma_, points.owner.get(head.lower_))
            if owned is None and self.know.is_role(head):
                return -2.5
            return framed.get("poss", framed.get("of", 0.0)) if owned is None else owned
        if root.dep_ == "obl:agent" or cases[:1] == ["by"]:
            return points.by.get(head.lemma_, framed.get("by", 0.0))
        return framed.get(cases[-1], points.preposition.get(cases[0], 0.0)) if cases else 0.0

    def _doing(self, verb: Token, framed: Points) -> float:
        """Points for the subject of a verb or of "is a …"; what is planned or tried counts as done."""
        if any(child.dep_ == "cop" for child in verb.children):
            return 3.0 if self.know.is_role(verb) and not listed(verb, self.know.words.of_company) else 0.0
        if "Plur" in verb.morph.get("Number", []):  # "Wise have hired": a body
            return -1.5
        chain = [verb, *(child for child in verb.children if child.dep_ == "xcomp" and child.pos_ == "VERB")]
        total = 0.0
        for each in chain:
            given = self.points.subject.get(each.lemma_, framed.get("subject", 0.0) if each is verb else 0.0)
            thing = next((child for child in each.children if child.dep_ == "obj"), None)
            label = self.labels.get(thing.i, "") if thing is not None else ""
            if thing is not None and listed(each, self.know.words.hires):
                given -= 2.0 if label == "PERSON" or self.know.is_role(thing) else 0.0  # it hires people: a body
            elif label == "COMPANY" and listed(each, self.know.words.joins):
                given += 2.0
            total += given
        return total

    def _neighbours(self, each: Found) -> float:
        """Points for the words right before and after."""
        doc, know = self.doc, self.know
        before = doc[each.start - 1] if each.start else None
        total = 0.0
        if before is not None and listed(before, know.words.titles):
            total += 4.0
        elif before is not None and know.is_role(before) and before.text.islower() and before.tag_ in {"NN", "NNP"}:
            total += 0.0 if listed(before, know.words.of_company) else 2.0
        elif before is not None and before.text == "," and each.start > 1 and know.is_role(doc[each.start - 2]):
            total += 2.0  # "its founder, Villig, said"
        if each.end + 1 >= len(doc):
            return total
        after, second = doc[each.end], doc[each.end + 1]
        if after.text == "," and second.pos_ == "NUM" and len(second) == 2:  # "Taylor, 45, …"
            total += 4.0
        elif after.text == "," and opens_title(doc, each.end + 1, know, stops=_PERSON):
            total += 2.0
        person_next = self.labels.get(each.end + 1) == "PERSON"
        if know.is_role(after) and not listed(after, know.words.of_company) and (person_next or after.text.islower()):
            total -= 2.0  # "Illumina chief executive", "Wise CEO Kristo Käärmann"
        return total
