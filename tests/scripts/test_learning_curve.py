import json
import subprocess
import sys

from spacy.util import load_config

PAGE = "# Experiments\n\n<!-- CURVE START (generated) -->\n<!-- CURVE END -->\n"


def test_each_share_is_trained_once_and_shown(project, tiny_config):
    (project / "page.md").write_text(PAGE)
    assert load_config(project / "tiny.cfg")["training"]["max_steps"] == 4
    options = {
        "config": project / "tiny.cfg",
        "encoder": tiny_config["paths"]["encoder"],
        "page": project / "page.md",
        "seeds": 1,
    }
    command = [sys.executable, "-m", "scripts.learning_curve", project / "data", project / "curve"]
    command += [item for name, value in options.items() for item in (f"--{name}", value)]
    command += ["--share", "0.5", "--share", "1"]
    command += ["--stories", project / "corpus/dev", "--stories", project / "corpus/train"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert sorted(path.name for path in (project / "curve").iterdir()) == ["100-0", "50-0"]
    page = (project / "page.md").read_text()
    assert "| 50% | 1 | dev |" in page and "| 100% | 2 | train |" in page
    assert "<svg" in (project / "learning-curve.svg").read_text()

    scores = project / "curve/50-0/scores.json"
    kept = json.loads(scores.read_text())
    kept["dev"]["entities"] = 0.125
    scores.write_text(json.dumps(kept))
    again = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert "Training on" not in again.stdout and "0.125" in (project / "page.md").read_text()
