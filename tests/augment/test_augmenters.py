from dataclasses import replace

import spacy
from spacy.training import Example
from thinc.api import fix_random_seed

from spacy_diplomacy.augment.augmenters import make_chain, make_swap_names, make_vary_characters
from spacy_diplomacy.docs import to_doc, to_story

from ..markup import STORIES


def augmented(augmenter, story=STORIES[0], seed=0):
    fix_random_seed(seed)
    nlp = spacy.blank("en")
    (example,) = augmenter(nlp, Example(nlp.make_doc(story.text), to_doc(story, nlp.make_doc)[0]))
    assert example.predicted.text == example.reference.text
    return to_story(example.reference, story.id)


def test_level_zero_changes_nothing():
    chain = make_chain(make_swap_names(0.0), make_vary_characters(0.0))
    assert augmented(chain).text == STORIES[0].text


def test_names_and_characters_change_and_the_annotation_stays():
    changed = augmented(make_chain(make_swap_names(1.0), make_vary_characters(1.0, lower=1.0)))
    assert changed.text == changed.text.lower() and "kari lund" not in changed.text and "brazil" not in changed.text
    story = STORIES[0]
    assert [m.label for m in sorted(changed.entities)] == [m.label for m in sorted(story.entities)]
    assert sorted((e.status or "", e.mode or "") for e in changed.events) == sorted(
        (e.status or "", e.mode or "") for e in story.events
    )
    assert len(changed.relations) == len(story.relations)


def test_typographic_variants_keep_every_place():
    quoted = replace(STORIES[0], text=STORIES[0].text.replace("'s", "’s"))
    texts = {augmented(make_vary_characters(1.0, lower=0.0), quoted, seed).text for seed in range(9)}
    assert texts == {quoted.text, STORIES[0].text}
