"""What the pipeline is compared with, as changes of its own training config."""

from typing import Any, Callable, Dict

from thinc.api import Config

#: The components whose token vectors come from the shared encoder.
HEADS = ("ner", "triggers", "qualifiers", "arguments", "relations")


def tutorial(config: Config) -> Config:
    """Pairs scored as in spaCy's relation tutorial; all else as in the config."""
    changed = config.copy()
    for name in ("arguments", "relations"):
        component = changed["components"][name]
        component["model"] = {
            "@architectures": "spacy_diplomacy.PooledPairScorer.v1",
            "rules": component["rules"],
            "tok2vec": component["model"]["tok2vec"],
        }
    return changed


def cnn(config: Config) -> Config:
    """spaCy's convolutional tok2vec, trained from nothing, in place of the transformer."""
    changed = config.copy()
    changed["nlp"]["pipeline"] = ["tok2vec" if name == "transformer" else name for name in config["nlp"]["pipeline"]]
    del changed["components"]["transformer"]
    changed["components"]["tok2vec"] = {"factory": "tok2vec", "model": TOK2VEC}
    for name in HEADS:
        changed["components"][name]["model"]["tok2vec"] = LISTENER
    changed["training"]["optimizer"]["lr_scales"] = {}
    return changed


#: The width and depth of spaCy's large English pipelines.
TOK2VEC: Dict[str, Any] = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 256,
    "depth": 8,
    "embed_size": 5000,
    "window_size": 1,
    "maxout_pieces": 3,
    "subword_features": True,
}
LISTENER: Dict[str, Any] = {
    "@architectures": "spacy.Tok2VecListener.v1",
    "width": TOK2VEC["width"],
    "upstream": "*",
}

BASELINES: Dict[str, Callable[[Config], Config]] = {"tutorial": tutorial, "cnn": cnn}
