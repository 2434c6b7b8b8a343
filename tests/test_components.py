"""Each trainable component alone and together: it learns, reloads, and survives odd input."""

import subprocess
import sys

import numpy
import pytest
import spacy
from spacy.tokens import Doc
from spacy.training import Example
from thinc.api import fix_random_seed

from spacy_diplomacy.docs import to_doc, to_story
from spacy_diplomacy.facts import LAYERS, facts
from spacy_diplomacy.scorer import score_layer
from spacy_diplomacy.story import check_story

from .conftest import make_examples
from .markup import STORIES, story

ODD_TEXTS = {
    "empty": "",
    "one token": "Peru",
    "white space": " \n\n ",
    "no entity": "it was raining again .",
    "one line": "Chad accused Sudan",
    "emoji and accents": "Múte Egede 🇬🇱 met São Tomé’s envoy — naïvely… 𝕏",
}
#: What makes a component alone, on a CNN of its own, and the layers that it writes.
ALONE = {
    "entity_tagger": ({}, ["entities"]),
    "qualifiers": ({}, ["status", "modes"]),
    "relation_extractor": ({}, ["relations"]),
}


def claims(doc):
    return {layer: facts(to_story(doc, ""), layer) for layer in LAYERS}


def alone(case):
    config, layers = ALONE[case]
    nlp = spacy.blank("en")
    nlp.add_pipe("news_sentencizer")
    nlp.add_pipe(case, name="pipe", config=config)
    return nlp, layers


def given(nlp, stories):
    """Examples whose predicted side has the gold mentions, as a component alone needs."""
    examples = make_examples(nlp, stories)
    for example in examples:
        example.predicted.ents = [span for span in example.get_aligned_spans_y2x(example.reference.ents)]
        example.predicted.spans["events"] = example.get_aligned_spans_y2x(example.reference.spans["events"])
        nlp.get_pipe("news_sentencizer")(example.predicted)
    return examples


@pytest.mark.parametrize("case", ALONE)
def test_component_alone_learns_and_reloads(case, tmp_path):
    fix_random_seed(0)
    nlp, layers = alone(case)
    optimizer = nlp.initialize(lambda: make_examples(nlp, STORIES))
    optimizer.learn_rate = 0.005
    pipe = nlp.get_pipe("pipe")
    losses = []
    for _ in range(80):
        found = {}
        pipe.update(given(nlp, STORIES), sgd=optimizer, losses=found, drop=0.0)
        losses.append(found["pipe"])
    assert losses[-1] < 0.1 * losses[0]
    docs = [pipe(example.predicted) for example in given(nlp, STORIES)]
    for layer in layers:
        pairs = [(story, to_story(doc, story.id)) for story, doc in zip(STORIES, docs, strict=True)]
        assert score_layer(pairs, layer)["f"] > 0.9, layer
    nlp.to_disk(tmp_path)
    for again in (spacy.load(tmp_path), spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())):
        redone = [again.get_pipe("pipe")(example.predicted) for example in given(again, STORIES)]
        assert [claims(doc) for doc in redone] == [claims(doc) for doc in docs]


def test_pipeline_overfits_and_reloads(trained, tmp_path):
    pairs = [(story, to_story(trained(story.text), story.id)) for story in STORIES]
    for layer in LAYERS:
        assert score_layer(pairs, layer)["f"] > 0.9, layer
    trained.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    for gold in STORIES:
        assert claims(again(gold.text)) == claims(trained(gold.text))
        assert again(gold.text)._.events == trained(gold.text)._.events


@pytest.mark.parametrize("case", ODD_TEXTS)
def test_odd_text_passes(trained, case):
    doc = trained(ODD_TEXTS[case])
    assert doc.text == ODD_TEXTS[case]
    assert isinstance(doc._.events, list) and isinstance(doc._.relations, list)


def test_batch_of_nothing_passes(trained):
    assert [len(doc) for doc in trained.pipe(["", "", ""])] == [0, 0, 0]
    assert list(trained.pipe([])) == []


@pytest.mark.parametrize("texts", [["", ""], [" ", "it rained"], ["", STORIES[0].text, ""]])
def test_training_on_nothing_passes(make_nlp, texts):
    nlp = make_nlp()
    optimizer = nlp.resume_training()
    stories = [next((s for s in STORIES if s.text == text), story("x", text)) for text in texts]
    losses = nlp.update(make_examples(nlp, stories), sgd=optimizer, annotates=["sentencizer"])
    assert all(numpy.isfinite(value) for value in losses.values())


def test_encoder_learns_where_nothing_can_be_paired(make_nlp):
    """The last listener must report even with no pair, else the encoder never learns."""
    nlp = make_nlp()
    before = nlp.get_pipe("transformer").model.transformer.encoder.layer[0].output.dense.weight.clone()
    lonely = [story("lonely", "[Peru|GPE|t1] rejoiced.")]
    optimizer = nlp.resume_training()
    for _ in range(3):  # the output layers begin at zero and pass no gradient at first
        nlp.update(make_examples(nlp, lonely), sgd=optimizer, annotates=["sentencizer"])
    after = nlp.get_pipe("transformer").model.transformer.encoder.layer[0].output.dense.weight
    assert (before != after).any()


def test_batch_equals_one_by_one(trained):
    texts = [story.text for story in STORIES] + list(ODD_TEXTS.values())
    one_by_one = [trained(text) for text in texts]
    for batch_size in (3, 100):
        for alone_doc, doc in zip(one_by_one, trained.pipe(texts, batch_size=batch_size), strict=True):
            assert claims(doc) == claims(alone_doc)
            for one, other in zip(alone_doc._.arguments, doc._.arguments, strict=True):
                assert one.score == pytest.approx(other.score, abs=1e-4)


def test_two_processes_give_the_same(trained, tmp_path):
    """In a process of its own: forked torch needs one thread, set before it has worked."""
    trained.to_disk(tmp_path / "model")
    program = """
import sys, torch
torch.set_num_threads(1)
import spacy
if __name__ == "__main__":
    nlp, texts = spacy.load(sys.argv[1]), sys.argv[2:]
    there = [doc._.events for doc in nlp.pipe(texts, n_process=2, batch_size=1)]
    here = [doc._.events for doc in nlp.pipe(texts)]
    assert here == there and any(here), (here, there)
"""
    (tmp_path / "program.py").write_text(program)
    texts = [story.text for story in STORIES]
    command = [sys.executable, str(tmp_path / "program.py"), str(tmp_path / "model"), *texts]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr


def test_twenty_thousand_words(trained):
    text = "\n".join(story.text for story in STORIES)
    text = "\n".join([text] * (20_000 // len(text.split()) + 1))
    doc = trained(text)
    assert len(text.split()) >= 20_000
    # Mentions far from each other are no candidates, so the count grows with the length.
    assert len(doc._.arguments) > 1000


def test_a_sentence_without_end(trained):
    with pytest.warns(UserWarning, match="candidate pairs"):
        doc = trained("Chad accused Sudan and " * 2000)
    assert len(doc.ents) > 1000


def test_other_tokens_than_gold(make_nlp):
    """Gold tokens that split and join otherwise: what aligns is learnt, nothing crashes."""
    nlp = make_nlp()
    gold = STORIES[1]
    examples = []
    characters, words = list(gold.text), gold.text.split(" ")
    for tokens in (
        Doc(nlp.vocab, characters, [False] * len(characters)),
        Doc(nlp.vocab, words, [True] * (len(words) - 1) + [False]),
    ):
        examples.append(Example(nlp.make_doc(gold.text), to_doc(gold, lambda _, tokens=tokens: tokens)[0]))
    examples += [Example(example.reference.copy(), to_doc(gold, nlp.make_doc)[0]) for example in examples]
    for example in examples[2:]:
        example.predicted.ents = []
    losses = nlp.update(examples, sgd=nlp.resume_training(), annotates=["sentencizer"])
    assert all(numpy.isfinite(value) for value in losses.values())


def test_modes_and_roles_keep_to_the_schema(make_nlp):
    """Untrained weights guess wildly, but never what the schema does not allow."""
    nlp = make_nlp()
    nlp.get_pipe("arguments").cfg["threshold"] = nlp.get_pipe("relations").cfg["threshold"] = 0.0
    for gold in STORIES:
        doc = to_doc(gold, nlp.make_doc)[0]
        for name in ("sentencizer", "transformer", "qualifiers", "arguments", "relations"):
            nlp.get_pipe(name)(doc)
        assert doc._.arguments or not gold.events
        assert list(check_story(to_story(doc, gold.id))) == []


def test_threshold_is_read_from_the_config(trained):
    pipe = trained.get_pipe("arguments")
    kept = pipe.cfg["threshold"]
    counts = []
    for pipe.cfg["threshold"] in (0.01, 0.5, 0.999999):
        counts.append(len(trained(STORIES[0].text)._.arguments))
    pipe.cfg["threshold"] = kept
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]


def test_scores_of_spacy_evaluate_are_ours(trained):
    scores = trained.evaluate(make_examples(trained, STORIES))
    pairs = [(story, to_story(trained(story.text), story.id)) for story in STORIES]
    for layer in LAYERS:
        assert scores[f"{layer}_f"] == pytest.approx(score_layer(pairs, layer)["f"])


def test_components_need_no_gold_to_score(trained):
    blank = [Example(trained.make_doc(s.text), trained.make_doc(s.text)) for s in STORIES]
    scores = trained.evaluate(blank)
    assert scores["entities_r"] == 0.0


def test_training_data_without_a_label_is_named(tiny_config):
    nlp = spacy.util.load_model_from_config(tiny_config.interpolate(), auto_fill=True)
    with pytest.raises(ValueError, match="found no entity"):
        nlp.initialize(lambda: make_examples(nlp, [story("x", "Nothing here.")]))
