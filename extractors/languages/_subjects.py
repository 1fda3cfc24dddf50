"""Russian subjects and objects the parser took for each other: "Петрова уволил банк" is about what the bank did."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence


def unswap(heads: Sequence[int], labels: MutableSequence[str], tags: MutableSequence[str]) -> None:
    """Let an animate "subject" in an oblique case and an "object" that looks like a nominative change places.

    `tags` are like "NOUN|Animacy=Anim|Case=Gen"; the cases in them are set right too. The verb must agree with the new
    subject in gender where both have one.
    """
    for subject, label in enumerate(labels):
        if label != "nsubj" or "Animacy=Anim" not in tags[subject] or not _is_oblique(tags[subject]):
            continue
        verb = heads[subject]
        objects = [
            at for at, of in enumerate(labels) if of == "obj" and heads[at] == verb and _looks_nominative(tags[at])
        ]
        if len(objects) == 1 and "VerbForm=Fin" in tags[verb] and _agrees(tags[verb], tags[objects[0]]):
            labels[subject], labels[objects[0]] = "obj", "nsubj"
            tags[subject] = tags[subject].replace("Case=Gen", "Case=Acc")
            tags[objects[0]] = tags[objects[0]].replace("Case=Acc", "Case=Nom")


def _is_oblique(tag: str) -> bool:
    return "Case=Gen" in tag or "Case=Acc" in tag


def _looks_nominative(tag: str) -> bool:
    """Whether the accusative of such a noun is spelled like its nominative."""
    return "Animacy=Inan" in tag and "Case=Acc" in tag and "Gender=Fem" not in tag


def _agrees(verb: str, noun: str) -> bool:
    if "Number=Plur" in verb:
        return "Number=Plur" in noun
    gender = next((part for part in verb.split("|") if part.startswith("Gender=")), "")
    return "Number=Sing" in noun and gender in noun
