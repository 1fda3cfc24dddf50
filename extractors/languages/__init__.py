"""The languages we can read, one file each: a language file describes its spaCy pipeline and its grammar of names.

Whatever the language, `pipeline(code)(text)` gives the same `Doc`: Universal Dependencies tags, features, labels and
structure; `doc.ents` labelled PERSON, COMPANY, OUTLET, ORG, PLACE, ROLE, MONEY or DATE, with the gazetteer's id in
`ent.kb_id_`, the nominative in `ent._.name` and the thing of this document in `ent._.entity`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import spacy.language
from spacy.tokens import Span

from kg.errors import KnowledgeError, UsageError

if not Span.has_extension("name"):  # a reload of this module must not register twice
    Span.set_extension("name", default="")
    Span.set_extension("entity", default=-1)


@dataclass(frozen=True, slots=True)
class Language:
    """What one language brings: how its text becomes tokens, trees and raw entities, and how its names decline."""

    code: str  # ISO 639-1, the name of the file
    name: str
    build: Callable[[str | None], spacy.language.Language]  # model package or None -> tokens, tags, UD trees, raw ents
    nominative: Callable[[Span], str]  # of a PERSON, COMPANY, OUTLET, ORG, PLACE or ROLE span
    forms: Callable[[str], frozenset[str]]  # the dictionary forms a lower-cased word may be of, itself included
    inflected: Callable[[str], frozenset[str]]  # the forms a lower-cased dictionary form may take, itself included


def codes() -> tuple[str, ...]:
    """The codes of the languages there is a file for, sorted."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")))


@cache
def language(code: str) -> Language:
    """The language with this ISO 639-1 code.

    Raises:
        UsageError: there is no file for it.
        KnowledgeError: its file defines no LANGUAGE.
    """
    if code not in codes():
        raise UsageError(f"language {code!r}: not one we read; choose one of {', '.join(codes())}")
    found = getattr(importlib.import_module(f"{__name__}.{code}"), "LANGUAGE", None)
    if not isinstance(found, Language) or found.code != code:
        raise KnowledgeError(f"extractors/languages/{code}.py: define LANGUAGE = Language(code={code!r}, …)")
    return found


@cache
def pipeline(code: str, model: str | None = None) -> spacy.language.Language:
    """The spaCy pipeline of a language, its entities repaired over the whole document; `model` names another package.

    Raises:
        UsageError: no such language, or the model package is not installed.
    """
    from extractors import entities  # it reads `language`, so it can only be imported once this module is complete

    nlp = language(code).build(model)
    nlp.add_pipe(entities.FACTORY, config={"code": code}, last=True)
    return nlp
