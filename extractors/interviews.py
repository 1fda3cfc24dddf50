"""Interviews: who speaks in each paragraph, from labels ("The Verge: …", "Q:"), dashes ("— …") and questions as headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from extractors.reports import Said
from extractors.speakers import KINDS, Speaker, of_entity, words

LABEL = re.compile(r"(?:[—–-]\s*)?(?P<label>[^\W\d_][^:.!?\n]{0,40}?)\s?[:.]\s+(?=\S)")
DASH = re.compile(r"\s*[—–]\s")
LONGEST_QUESTION = 400  # characters
FEWEST_TURNS = 4  # question, answer, question, answer


@dataclass(frozen=True, slots=True)
class _Paragraph:
    start: int
    end: int
    text: str

    @property
    def is_question(self) -> bool:
        return self.text.rstrip(' »”"').endswith("?") and len(self.text) <= LONGEST_QUESTION


def turns(doc: Doc) -> list[Said]:
    """What each side of an interview says; empty where the document is none."""
    paragraphs = list(_paragraphs(doc.text))
    return _labelled(doc, paragraphs) or _dashed(doc, paragraphs) or _headed(doc, paragraphs)


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield _Paragraph(match.start(), match.end(), match[0])


def _labelled(doc: Doc, paragraphs: list[_Paragraph]) -> list[Said]:
    """Turns opened by a name or a letter, each of two at least twice or one question and answer."""
    labels = [
        (each, match) for each in paragraphs if (match := LABEL.match(each.text)) and _can_be_label(match["label"])
    ]
    counted = Counter(match["label"] for _, match in labels)
    repeated = [label for label in counted if counted[label] > 1]
    if len(counted) < 2 or not repeated:
        return []
    speakers = {label: _of_label(doc, label, labels) for label in counted}
    found, current = [], None
    for each in paragraphs:
        match = next((match for paragraph, match in labels if paragraph is each), None)
        current = speakers[match["label"]] if match else current
        if current is not None:
            found.append(Said(each.start + (match.end() if match else 0), each.end, current))
    return found


def _can_be_label(label: str) -> bool:
    return len(label.split()) <= 4 and all(word[:1].isupper() for word in label.split() if len(word) > 3)


def _of_label(doc: Doc, label: str, labels: list[tuple[_Paragraph, re.Match[str]]]) -> Speaker | None:
    listed = words(doc.lang_)
    first = next(each for each, match in labels if match["label"] == label)
    if label.lower() in listed["question_labels"]:
        start = first.start + first.text.index(label)
        return Speaker(label, "reporter", start, start + len(label))
    if label.lower() in listed["answer_labels"]:
        return _guest(doc, doc.text[: labels[0][0].start] or doc.text)
    known = [e for e in doc.ents if e.label_ in KINDS and label in (e.text, str(e._.name), *e.text.split()[-1:])]
    if known:
        return of_entity(known[0])
    start = first.start + first.text.index(label)
    return Speaker(label, "person", start, start + len(label))


def _dashed(doc: Doc, paragraphs: list[_Paragraph]) -> list[Said]:
    """Turns opened by a dash: those that ask are the interviewer's."""
    spoken = [each for each in paragraphs if DASH.match(each.text)]
    if len(spoken) < FEWEST_TURNS or not any(each.is_question for each in spoken):
        return []
    guest = _guest(doc, doc.text[: spoken[0].start] or doc.text)
    return [Said(each.start, each.end, None if each.is_question else guest) for each in spoken]


def _headed(doc: Doc, paragraphs: list[_Paragraph]) -> list[Said]:
    """Answers in the first person under headings that are questions."""
    asked = [index for index, each in enumerate(paragraphs) if each.is_question]
    if len(asked) < FEWEST_TURNS // 2 or (asked[-1] == len(paragraphs) - 1 and len(asked) < FEWEST_TURNS):
        return []
    answers = [each for each in paragraphs[asked[0] + 1 :] if not each.is_question]
    first_person = words(doc.lang_)["first_person"]
    personal = [each for each in answers if first_person & set(re.findall(r"\w+", each.text.lower()))]
    guest = _guest(doc, doc.text[: paragraphs[asked[0]].start])
    if guest is None or len(personal) * 2 < len(answers):
        return []
    return [Said(each.start, each.end, guest) for each in answers]


def _guest(doc: Doc, introduction: str) -> Speaker | None:
    """Whom the interview is with: the person its introduction names most, the first of these."""
    people: list[Span] = [e for e in doc.ents if e.label_ == "PERSON" and e.end_char <= len(introduction)]
    counted = Counter(e._.entity if e._.entity >= 0 else e.text for e in people)
    if not people:
        return None
    most = max(people, key=lambda e: (counted[e._.entity if e._.entity >= 0 else e.text], -e.start))
    return of_entity(most)
