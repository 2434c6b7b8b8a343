"""A project folder with a tiny corpus, converted, and a config of a few steps."""

import subprocess
import sys

import pytest

from spacy_diplomacy.io.brat import write_folder

from ..markup import STORIES


@pytest.fixture
def project(tmp_path, tiny_config):
    for split, stories in {"train": STORIES[:2], "dev": STORIES[2:3], "test": STORIES[3:]}.items():
        write_folder(stories, tmp_path / "corpus" / split)
    config = tiny_config.copy()
    config["training"]["max_steps"] = 4
    config.to_disk(tmp_path / "tiny.cfg")
    subprocess.run([sys.executable, "-m", "scripts.convert", tmp_path / "corpus", tmp_path / "data"], check=True)
    return tmp_path
