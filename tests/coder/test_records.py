from datetime import date

import pytest
import spacy
from jsonschema import Draft202012Validator

from spacy_diplomacy.coder.records import INTENSITY, REDUCED_AHEAD, record_schema
from spacy_diplomacy.coder.tables import read_tables
from spacy_diplomacy.docs import to_doc
from spacy_diplomacy.schema import EVENT_TYPES

from ..markup import STORIES, story


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("event_coder")
    return nlp


def coded(nlp, gold, pub_date="2020-05-01", **meta):
    doc, _ = to_doc(gold, nlp.make_doc)
    doc._.story = {"id": gold.id, **meta}
    doc._.pub_date = pub_date
    return nlp.get_pipe("event_coder")(doc)._.events


@pytest.mark.parametrize("gold", STORIES, ids=lambda gold: gold.id)
@pytest.mark.parametrize("pub_date", ["2020-05-01", date(2020, 5, 1), None])
def test_every_record_is_valid_and_points_at_the_words(nlp, gold, pub_date):
    Draft202012Validator.check_schema(record_schema())
    records = coded(nlp, gold, pub_date)
    assert sum(len(record["mentions"]) for record in records) == len(gold.events)
    for record in records:
        Draft202012Validator(record_schema()).validate(record)
        for item in (record["trigger"], *record["mentions"], *record["actor"], *record["recipient"], *record["theme"]):
            assert gold.text[item["start"] : item["end"]] == item["text"]
    assert len({record["id"] for record in records}) == len(records)


def test_what_a_record_says(nlp):
    met, urged, lifted, sanctions, sign = coded(nlp, STORIES[0])
    lund, envoy = met["actor"]
    assert (lund["name"], lund["country"], lund["sector"]) == ("Kari Lund", "NOR", "GOV")
    assert (envoy["country"], envoy["sector"]) == ("BRA", "GOV")
    assert (met["date"], met["date_granularity"], met["date_source"]) == ("2020-04-27", "day", "relative")
    assert (met["location"]["text"], met["location"]["country"]) == ("Oslo", "NOR")
    assert (met["event_type"], met["event_mode"], met["event_score"]) == ("CONSULT", "visit", 2.1)
    assert met["pipeline"] == {"name": "en_pipeline", "version": "0.0.0"}
    assert (urged["date"], urged["date_source"]) == ("2020-05-01", "publication")
    assert (lifted["status"], lifted["date"], lifted["date_granularity"]) == ("Hypothetical", None, "unknown")
    assert (sign["lexical_type"], sign["event_type"], sign["event_score"]) == ("SUPPORT", "AGREE", 4.2)


def test_acts_ahead_are_reduced_and_lose_the_mode_of_their_words(nlp):
    gold = story(
        "s", "[Peru|GPE|t1] will [withdraw|RETREAT|e1].", ["e1 Status=Future Mode=withdraw Actor=t1"]
    )
    (record,) = coded(nlp, gold)
    assert (record["event_type"], record["lexical_type"]) == ("CONCEDE", "RETREAT")
    assert (record["event_mode"], record["quad_class"]) == (None, "verbal cooperation")


def test_mentions_of_one_act_are_one_record(nlp):
    gold = story(
        "s",
        "[Chad|GPE|t1] [shelled|ASSAULT|e1] a [camp|FAC|t2] in [Sudan|GPE|t3] on [Monday|DATE|t4]."
        " The [attack|ASSAULT|e2] by [Chad|GPE|t5] came at dawn.",
        ["e1 Actor=t1 Recipient=t3 Location=t2 Date=t4", "e2 Actor=t5"],
    )
    (record,) = coded(nlp, gold)
    assert [mention["text"] for mention in record["mentions"]] == ["shelled", "attack"]
    assert [actor["text"] for actor in record["actor"]] == ["Chad"]
    apart = spacy.blank("en")
    apart.add_pipe("event_coder", config={"merging": False})
    assert len(coded(apart, gold)) == 2


def test_without_a_day_of_publication_only_absolute_dates_are_told(nlp):
    gold = story(
        "s",
        "[Peru|GPE|t1] [met|CONSULT|e1] [Chad|GPE|t2] on [Monday|DATE|t3] and [March 7, 1975|DATE|t4].",
        ["e1 Actor=t1,t2 Date=t3"],
    )
    assert coded(nlp, gold, None)[0]["date"] is None
    absolute = story(
        "s",
        "[Peru|GPE|t1] [met|CONSULT|e1] [Chad|GPE|t2] on [March 7, 1975|DATE|t3].",
        ["e1 Actor=t1,t2 Date=t3"],
    )
    assert coded(nlp, absolute, None)[0]["date"] == "1975-03-07"


def test_a_day_that_is_none_is_named(nlp):
    with pytest.raises(ValueError, match="the publication date 'yesterday' is no date"):
        coded(nlp, STORIES[0], "yesterday")


def test_the_story_s_own_date_and_contexts_serve(nlp):
    gold = story("s", "[Peru|GPE|t1] [rioted|PROTEST|e1].", ["e1 Actor=t1"])
    (record,) = coded(nlp, gold, None, date="2011-02-03", contexts=["crime"])
    assert (record["date"], record["contexts"], record["id"]) == ("2011-02-03", ["crime"], "s-1")


def test_tables_are_saved_with_the_pipeline_and_can_be_replaced(nlp, tmp_path):
    (tmp_path / "agents.csv").write_text("words,label,sector\npotters,GROUP,BUS\n")
    own = spacy.blank("en")
    tables = {"@misc": "spacy_diplomacy.coder_tables.v1", "agents": str(tmp_path / "agents.csv")}
    own.add_pipe("event_coder", config={"tables": tables})
    gold = story("s", "[Potters|GROUP|t1] [rioted|PROTEST|e1].", ["e1 Actor=t1"])
    own.to_disk(tmp_path / "own")
    (tmp_path / "agents.csv").write_text("words,label,sector\n")
    again = spacy.load(tmp_path / "own")
    copied = spacy.blank("en")
    copied.add_pipe("event_coder").from_bytes(own.get_pipe("event_coder").to_bytes())
    for pipeline in (own, again, copied):
        assert coded(pipeline, gold)[0]["actor"][0]["sector"] == "BUS"
    assert coded(nlp, gold)[0]["actor"][0]["sector"] is None


@pytest.mark.parametrize(
    "content, message",
    [
        ("words,label\npotters,GROUP\n", "no column sector"),
        ("words,label,sector\na,GROUP,XXX\n", "no such sector: XXX"),
    ],
)
def test_a_bad_table_is_named(tmp_path, content, message):
    (tmp_path / "agents.csv").write_text(content)
    with pytest.raises(ValueError, match=f"agents.csv: {message}"):
        read_tables(agents=str(tmp_path / "agents.csv"))


def test_reductions_and_scores_cover_the_types():
    assert set(INTENSITY) == set(EVENT_TYPES)
    assert set(REDUCED_AHEAD) | set(REDUCED_AHEAD.values()) <= set(EVENT_TYPES)
