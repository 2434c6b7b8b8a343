"""The project file, the README and the config agree with each other and with the code."""

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
from spacy.util import load_config
from weasel.util import load_project_config

from scripts.generated import replaced

LIBRARY = sorted(str(path) for path in Path("spacy_diplomacy").rglob("*.py") if path.name != "__init__.py")
AUDIT = {path for path in LIBRARY if path.startswith("spacy_diplomacy/audit/")}


@pytest.fixture(scope="module")
def project():
    return load_project_config(Path("."))


def commands(project):
    return {command["name"]: command for command in project["commands"]}


def test_every_command_has_help_and_every_step_exists(project):
    known = commands(project)
    assert all(command.get("help") and "|" not in command["help"] for command in known.values())
    for steps in project["workflows"].values():
        assert set(steps) <= set(known)


def test_deps_and_outputs_are_separate_items(project):
    for command in project["commands"]:
        for item in (*command.get("deps", []), *command.get("outputs", [])):
            assert ", " not in item and "${" not in item, command["name"]


def test_no_shell_is_expected(project):
    for command in project["commands"]:
        for line in command["script"]:
            assert not re.search(r"[*|>&;]", line), line


def test_every_dep_is_a_file_or_made_by_a_step_before(project):
    made = set()
    for name in project["workflows"]["all"]:
        command = commands(project)[name]
        for dep in command["deps"]:
            assert Path(dep).exists() or dep in made, f"{name}: {dep}"
        made |= set(command.get("outputs", []))


def test_the_steps_rerun_when_the_library_changes(project):
    """Each module stands by name in a step: the folder would change with its __pycache__."""
    listed = {dep for name in project["workflows"]["all"] for dep in commands(project)[name]["deps"]}
    unlisted = set(LIBRARY) - listed
    # What runs without any training or evaluation result depending on it.
    assert unlisted == AUDIT | {
        "spacy_diplomacy/__main__.py",
        "spacy_diplomacy/augment/augmenters.py",
        "spacy_diplomacy/coder/evaluation.py",
        "spacy_diplomacy/extensions.py",
        "spacy_diplomacy/io/brat_config.py",
        "spacy_diplomacy/io/events.py",
        "spacy_diplomacy/io/texts.py",
        "spacy_diplomacy/models/defaults.py",
        "spacy_diplomacy/models/pooled_pairs.py",
        "spacy_diplomacy/splits.py",
    }


def test_caches_and_weights_stay_out_of_git():
    tracked = subprocess.run(["git", "ls-files"], capture_output=True, text=True).stdout.split()
    assert not [path for path in tracked if path.endswith((".lock", ".whl", ".safetensors", ".spacy", ".pyc"))]
    assert Path("training/.gitkeep").exists()


def test_readme_is_in_step_with_the_project_file(tmp_path):
    written = tmp_path / "README.md"
    written.write_text(Path("README.md").read_text(encoding="utf8"), encoding="utf8")
    command = [sys.executable, "-m", "weasel", "document", ".", "--output", str(written)]
    assert subprocess.run(command, capture_output=True).returncode == 0
    said = "the README is behind project.yml: run weasel run readme, or weasel document . --output README.md"
    assert written.read_text(encoding="utf8") == Path("README.md").read_text(encoding="utf8"), said


def test_readme_without_markers_is_named():
    with pytest.raises(ValueError, match="the markers .* are missing"):
        replaced("# No markers", "SCORES", "new")


def test_config_needs_no_code_and_interpolates():
    config = load_config("configs/transformer.cfg").interpolate()
    assert config["components"]["arguments"]["model"]["rules"] == config["components"]["arguments"]["rules"]


def test_entry_points_load():
    ours = distribution("spacy-diplomacy").entry_points
    assert len(ours) >= 12
    for point in ours:
        point.load()


def test_library_and_pipeline_share_their_version(project):
    declared = re.search(r'(?m)^version = "(.+)"$', Path("pyproject.toml").read_text())[1]
    assert project["vars"]["version"] == declared
