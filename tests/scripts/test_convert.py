import subprocess
import sys

import pytest
import spacy
from spacy.tokens import DocBin

from spacy_diplomacy.io.brat import write_folder

from ..markup import STORIES, story


def convert(*arguments):
    command = [sys.executable, "-m", "scripts.convert", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.fixture
def corpus(tmp_path):
    folder = tmp_path / "corpus"
    for split, stories in {"train": STORIES[:2], "dev": STORIES[2:3], "test": STORIES[3:]}.items():
        write_folder(stories, folder / split)
    return folder


def sizes(folder):
    return {path.stem: len(DocBin().from_disk(path)) for path in folder.glob("*.spacy")}


def test_good_corpus(corpus, tmp_path):
    done = convert(corpus, tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert sizes(tmp_path / "data") == {"train": 2, "dev": 1, "test": 1}
    docs = DocBin(store_user_data=True).from_disk(tmp_path / "data/train.spacy").get_docs(spacy.blank("en").vocab)
    assert sorted(doc._.story["id"] for doc in docs) == sorted(story.id for story in STORIES[:2])


@pytest.mark.parametrize("option, code", [([], 1), (["--skip-invalid"], 0)])
def test_bad_story_is_named_and_the_others_go_through(corpus, tmp_path, option, code):
    bad = corpus / "train" / f"{STORIES[0].id}.ann"
    bad.write_text(bad.read_text().replace("PERSON", "HERO"))
    done = convert(corpus, tmp_path / "data", *option)
    assert done.returncode == code
    assert f"{bad}:3: unknown entity label 'HERO'" in done.stdout
    assert sizes(tmp_path / "data") == {"train": 1, "dev": 1, "test": 1}


def test_episode_in_two_splits_is_an_error(corpus, tmp_path):
    write_folder([*STORIES[3:], story("again", "It rained.", episode=STORIES[0].id)], corpus / "test")
    done = convert(corpus, tmp_path / "data")
    assert done.returncode == 1 and not (tmp_path / "data").exists()
    assert f"episode '{STORIES[0].id}' stands in train and test" in done.stdout


def test_lost_span_is_counted_and_named(corpus, tmp_path):
    write_folder([*STORIES[2:3], story("cut", "[Pe|GPE|t1]ru rejoiced.")], corpus / "dev")
    done = convert(corpus, tmp_path / "data")
    assert done.returncode == 0
    assert "dev/cut: GPE 'Pe' at 0 cuts the token 'Peru'" in done.stdout


def test_missing_split_is_named(tmp_path):
    done = convert(tmp_path, tmp_path / "data")
    assert done.returncode == 1 and "lacks the folders train, dev, test" in done.stdout
