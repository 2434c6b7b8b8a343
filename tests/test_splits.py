import pytest

from spacy_diplomacy.splits import SHARES, assign, principal_pair, shared_pairs

from .markup import story


def of(ident, *countries, **meta):
    return story(ident, " ".join(f"[{name}|GPE|t{i}]" for i, name in enumerate(countries)), **meta)


@pytest.mark.parametrize(
    "countries, pair",
    [
        (["Peru", "Chile", "Peru", "Bolivia", "Chile"], ("CHL", "PER")),
        (["Lima", "Peruvian", "Chile"], ("CHL", "PER")),
        (["Peru", "Atlantis"], None),
        ([], None),
    ],
)
def test_principal_pair(countries, pair):
    assert principal_pair(of("s", *countries)) == pair


def test_a_story_joins_its_episode_before_its_pair():
    placed = {
        "train": [of("a", "Peru", "Chile")],
        "dev": [of("b", "Mali", "Niger", episode="drought")],
        "test": [],
    }
    new = [of("c", "Peru", "Chile", episode="drought"), of("d", "Chile", "Peru", "Chile")]
    assert {split: [story.id for story in got] for split, got in assign(new, placed).items()} == {
        "train": ["d"],
        "dev": ["c"],
        "test": [],
    }


def test_a_preferred_split_yields_to_the_episode():
    placed = {"train": [of("a", episode="drought")], "dev": [], "test": []}
    chosen = assign([of("b", episode="drought"), of("c")], placed, preferred="test")
    assert {split: [story.id for story in got] for split, got in chosen.items()} == {
        "train": ["b"],
        "dev": [],
        "test": ["c"],
    }


def test_stories_without_ties_fill_the_splits_by_their_shares():
    chosen = assign([of(f"s{i}") for i in range(100)], {})
    assert {split: len(got) for split, got in chosen.items()} == {split: 100 * share for split, share in SHARES.items()}


def test_shared_pairs_are_found():
    splits = {"train": [of("a", "Peru", "Chile"), of("b", "Mali", "Niger")], "dev": [of("c", "Chile", "Peru"), of("d")]}
    assert shared_pairs(splits) == {("CHL", "PER"): ["train", "dev"]}
