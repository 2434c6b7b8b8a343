"""The whole way on a tiny corpus and a tiny encoder: `weasel run all`, then the wheels elsewhere."""

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from weasel.cli.run import check_rerun
from weasel.util import load_project_config

from spacy_diplomacy.coder.records import record_schema
from spacy_diplomacy.io.brat import write_folder

from .markup import STORIES, story

OFFLINE = {**os.environ, "HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "PIP_NO_INDEX": "1"}


def weasel(project, *arguments):
    command = [sys.executable, "-m", "weasel", *arguments]
    return subprocess.run(command, cwd=project, env=OFFLINE, capture_output=True, text=True)


@pytest.fixture(scope="module")
def project(tmp_path_factory, tiny_config, encoder):
    """A copy of what git tracks or will, with the tiny corpus, config and encoder in place."""
    folder = tmp_path_factory.mktemp("project") / "copy"
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for path in subprocess.run(listed, capture_output=True, text=True, check=True).stdout.splitlines():
        if not path.startswith("corpus/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / path)
    write_folder(STORIES, folder / "corpus/train")
    for split in ("dev", "test"):
        copies = [story(f"{split}-{one.id}", one.text) for one in STORIES[3:]]
        write_folder(copies + _renamed(STORIES[:3], split), folder / "corpus" / split)
    config = tiny_config.copy()
    config["training"].update(max_steps=60, eval_frequency=30)
    config.to_disk(folder / "configs/tiny.cfg", interpolate=False)
    done = weasel(folder, "run", "all", ".", *overrides(encoder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def overrides(encoder):
    return ["--vars.config", "tiny", "--vars.encoder", str(encoder)]


def _renamed(stories, split):
    return [
        type(one)(
            f"{split}-{one.id}", one.text, one.entities, one.events, one.relations, {**one.meta, "episode": split}
        )
        for one in stories
    ]


def steps(project, encoder):
    vars_ = {"vars.config": "tiny", "vars.encoder": str(encoder)}
    loaded = load_project_config(project, overrides=vars_)
    known = {command["name"]: command for command in loaded["commands"]}
    return {name: known[name] for name in loaded["workflows"]["all"]}


def reruns(project, encoder):
    return [name for name, command in steps(project, encoder).items() if check_rerun(project, command)]


def test_every_output_is_there(project, encoder):
    for command in steps(project, encoder).values():
        for output in command["outputs"]:
            assert (project / output).exists(), output
    results = json.loads((project / "training/metrics.json").read_text())
    assert results["stories"] == 4 and set(results["oracle"]) == {"status", "modes", "arguments", "relations"}
    f = results["end_to_end"]["entities"]["strict"]["f"]
    assert f"| {f:.3f} |" in (project / "README.md").read_text(encoding="utf8")


def test_a_second_run_does_nothing(project, encoder):
    done = weasel(project, "run", "all", ".", *overrides(encoder))
    assert done.returncode == 0
    assert done.stdout.count("nothing changed") == len(steps(project, encoder))


@pytest.mark.parametrize(
    "touched, first",
    [
        # Its tokeniser is used by the conversion.
        ("configs/tiny.cfg", "convert"),
        ("corpus/train/oslo-visit.ann", "convert"),
        ("spacy_diplomacy/schema.py", "convert"),
        ("spacy_diplomacy/models/pair_scorer.py", "train"),
        ("spacy_diplomacy/scorer.py", "train"),
        ("scripts/evaluate.py", "evaluate"),
        ("configs/meta.json", "package"),
    ],
)
def test_a_change_reruns_what_depends_on_it(project, encoder, touched, first):
    kept = (project / touched).read_bytes()
    (project / touched).write_bytes(kept + b"\n")
    assert reruns(project, encoder)[:1] == [first]
    (project / touched).write_bytes(kept)
    assert reruns(project, encoder) == []


def test_wheels_work_in_another_environment(project, tmp_path):
    """Only third-party packages are shared, by a path that runs no .pth of an editable install."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    packages = Path(
        subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
    )
    shared = {sysconfig.get_path("purelib"), *site.getsitepackages()}
    (packages / "shared.pth").write_text("\n".join(sorted(shared)) + "\n")
    wheels = sorted((project / "packages/dist").glob("*.whl"))
    assert [wheel.name.split("-")[0] for wheel in wheels] == ["en_diplomacy_news_trf", "spacy_diplomacy"]
    install = [python, "-m", "pip", "install", "--quiet", "--no-deps", "--force-reinstall", *wheels]
    subprocess.run(install, cwd=tmp_path, env=OFFLINE, check=True, capture_output=True)
    program = """
import json, sys
from importlib.metadata import requires
import spacy, spacy_diplomacy
nlp = spacy.load("en_diplomacy_news_trf")
print(json.dumps({
    "library": spacy_diplomacy.__file__,
    "requires": requires("en_diplomacy_news_trf"),
    "meta": {key: nlp.meta[key] for key in ("author", "license", "sources", "performance", "labels")},
    "events": nlp(sys.argv[1])._.events,
}))
"""
    done = subprocess.run(
        [python, "-c", program, STORIES[0].text], cwd=tmp_path, env=OFFLINE, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["library"].startswith(str(tmp_path / "venv"))
    assert any(need.startswith("spacy-diplomacy") for need in found["requires"])
    assert all(found["meta"].values())
    assert set(found["meta"]["performance"]) >= {"entities_f", "arguments_f", "oracle_arguments_f"}
    assert found["meta"]["labels"]["arguments"] == ["Actor", "Recipient", "Location", "Date", "Theme"]
    text = STORIES[0].text
    assert found["events"]
    for event in found["events"]:
        Draft202012Validator(record_schema()).validate(event)
        assert event["pipeline"] == {"name": "en_diplomacy_news_trf", "version": "0.1.0"}
        assert text[event["trigger"]["start"] : event["trigger"]["end"]] == event["trigger"]["text"]
