"""Who held a post before: "was named CEO of A, succeeding Ann Lee", «сменил Ивана Петрова на посту главы А»."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.facts.fact import Fact
from extractors.facts.people import people
from extractors.scene import Scene
from extractors.syntax import objects


def told_by_successions(scene: Scene, known: Sequence[Fact]) -> Iterator[Fact]:
    """The posts of those who were succeeded, from the posts of their successors in the same sentence."""
    for verb in scene.doc:
        if verb.lemma_ not in scene.words["succeed_verbs"]:
            continue
        posts = [f for f in known if f.role is not None and f.kind == "employed" and f.trigger.sent == verb.sent]
        if not posts:
            continue
        nearest = min(posts, key=lambda post: (abs(post.trigger.i - verb.i), post.body.start))
        for predecessor in [p for token in objects(verb) for p in people(scene, token)]:
            if predecessor._.entity not in {post.person._.entity for post in posts}:
                yield Fact("employed", predecessor, nearest.body, nearest.role, True, verb)
