"""Fixtures: a tiny encoder and pipelines on it, so that nothing is downloaded."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"

import pytest
import spacy
from spacy.training import Example
from spacy.util import load_config
from thinc.api import fix_random_seed
from tokenizers import BertWordPieceTokenizer
from transformers import BertConfig, BertModel

from spacy_diplomacy.docs import to_doc

from .markup import STORIES

CONFIG = "configs/transformer.cfg"


@pytest.fixture(scope="session")
def encoder(tmp_path_factory):
    """A folder with a random BERT of two small layers and a vocabulary of our stories."""
    folder = tmp_path_factory.mktemp("encoder")
    fix_random_seed(0)
    tokenizer = BertWordPieceTokenizer(lowercase=True)
    tokenizer.train_from_iterator([story.text for story in STORIES], vocab_size=400)
    tokenizer.save_model(str(folder))
    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    BertModel(config).save_pretrained(folder)
    (folder / "tokenizer_config.json").write_text('{"tokenizer_class": "BertTokenizer", "do_lower_case": true}')
    return folder


@pytest.fixture(scope="session")
def tiny_config(encoder):
    """The project's own config, made small."""
    config = load_config(CONFIG, interpolate=False)
    config["paths"]["encoder"] = str(encoder)
    for name in ("qualifiers", "arguments", "relations"):
        config["components"][name]["model"]["hidden_size"] = 32
        config["components"][name]["model"]["dropout"] = 0.0
    config["training"]["optimizer"]["learn_rate"] = {"@schedules": "constant.v1", "rate": 0.003}
    config["training"]["optimizer"]["lr_scales"] = {}
    return config


@pytest.fixture
def make_nlp(tiny_config):
    """Build and initialise the pipeline, with the same weights each time."""

    def make(stories=STORIES):
        fix_random_seed(0)
        nlp = spacy.util.load_model_from_config(tiny_config.interpolate(), auto_fill=True)
        examples = make_examples(nlp, stories)
        nlp.initialize(lambda: examples)
        return nlp

    return make


@pytest.fixture(scope="session")
def trained(tiny_config):
    """The pipeline, trained until it knows the stories by heart."""
    fix_random_seed(0)
    nlp = spacy.util.load_model_from_config(tiny_config.interpolate(), auto_fill=True)
    examples = make_examples(nlp, STORIES)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(150):
        nlp.update(make_examples(nlp, STORIES), sgd=optimizer, annotates=["sentencizer"])
    return nlp


def make_examples(nlp, stories):
    return [Example(nlp.make_doc(story.text), to_doc(story, nlp.make_doc)[0]) for story in stories]
