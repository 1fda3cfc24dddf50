"""Whether a word's verb speaks of what is ahead, from the parse alone (English and Russian alike)."""

from __future__ import annotations

from spacy.tokens import Token

AHEAD = {"will", "shall", "’ll", "'ll", "wo", "going", "буду", "быть"}


def is_future(token: Token, *, since: bool = False) -> bool | None:
    """True where the verb over a token is future, infinitive or a present that plans; None where it does not say.

    A present with `since` ("с понедельника работает") has begun already.
    """
    verb = _verb(token)
    if verb is None:
        return False
    auxiliaries = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    forms = [verb, *auxiliaries]
    if "Fut" in _all(forms, "Tense") or any(each.lower_ in AHEAD for each in auxiliaries):
        return True
    if "Past" in _all(forms[1:] or forms, "Tense") or any(each.lemma_ == "have" for each in auxiliaries):
        return False
    if "Inf" in verb.morph.get("VerbForm", []):
        return True
    if not auxiliaries and "Part" in verb.morph.get("VerbForm", []):
        return False if "Past" in verb.morph.get("Tense", []) else None
    return "Pres" in _all(forms, "Tense") and not since


def _verb(token: Token) -> Token | None:
    for each in (token, *token.ancestors):
        if each.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in each.children):
            return each
    return None


def _all(tokens: list[Token], feature: str) -> set[str]:
    return {value for token in tokens for value in token.morph.get(feature, [])}
