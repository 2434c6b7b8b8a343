import re
import subprocess
import sys

import spacy
from spacy.util import load_config

from scripts import lexicon
from scripts.baselines import BASELINES
from spacy_diplomacy.docs import to_story
from spacy_diplomacy.evaluation import evaluate

from ..markup import STORIES, story


def test_word_lists_find_what_they_have_seen():
    seen = [
        story(
            "a",
            "[Kenyan|NORP|t1] [minister|OFFICE|t2] [Ada Osei|PERSON|t3] [accused|ACCUSE|e1] [Peru|GPE|t4].",
            ["e1 Mode=allege Actor=t3 Recipient=t4"],
            ["Holds_Office t3 t2", "Represents t2 t1"],
        )
    ]
    found = to_story(lexicon.build(seen)(seen[0].text), "a")
    assert set(found.entities) == set(seen[0].entities)
    assert set(found.relations) == set(seen[0].relations)
    assert [(e.trigger, set(e.arguments), e.mode) for e in found.events] == [
        (e.trigger, set(e.arguments), e.mode) for e in seen[0].events
    ]
    (other,) = to_story(lexicon.build(seen)("Peru accuses a Kenyan minister."), "b").events
    assert other.trigger.label == "ACCUSE"


def test_a_word_seldom_marked_is_not_listed():
    marked = story("a", "[Peru|GPE|t1] [met|CONSULT|e1] [Chad|GPE|t2].", ["e1 Actor=t1,t2"])
    bare = [story(str(i), "He met his aunt.") for i in range(2)]
    assert [e.trigger.label for e in to_story(lexicon.build([marked])(bare[0].text), "0").events] == ["CONSULT"]
    assert not to_story(lexicon.build([marked, *bare])(bare[0].text), "0").events


def test_word_lists_are_scored_as_a_pipeline_is():
    assert evaluate(lexicon.build(STORIES), STORIES)["end_to_end"]["entities"]["strict"]["f"] > 0.9


def test_every_pipeline_has_its_row(project, tiny_config, trained):
    (project / "page.md").write_text("<!-- COMPARE START (generated) -->\n<!-- COMPARE END -->\n")
    trained.to_disk(project / "ours")
    options = {
        "corpus": project / "corpus",
        "config": project / "tiny.cfg",
        "encoder": tiny_config["paths"]["encoder"],
        "page": project / "page.md",
    }
    command = [sys.executable, "-m", "scripts.compare", project / "ours", project / "data", project / "others"]
    command += [item for name, value in options.items() for item in (f"--{name}", value)]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^\| (.+?) \| ([\d.–]+) \|", (project / "page.md").read_text(), flags=re.MULTILINE)
    assert [name for name, _ in rows] == [
        "word lists",
        "CNN, no transformer",
        "pairs as in spaCy's tutorial",
        "**this pipeline**",
    ]
    assert float(rows[-1][1]) == 1.0 > float(rows[1][1])


def test_baselines_are_what_their_names_say():
    config = load_config("configs/transformer.cfg", interpolate=False)
    cnn, tutorial = (BASELINES[name](config) for name in ("cnn", "tutorial"))
    assert "transformer" not in spacy.util.load_model_from_config(cnn.interpolate(), auto_fill=True).pipe_names
    assert tutorial["components"]["arguments"]["model"]["@architectures"] == "spacy_diplomacy.PooledPairScorer.v1"
    assert tutorial["components"]["ner"] == config["components"]["ner"]
