"""Stories for tests, written as marked text."""

import re

from spacy_diplomacy.story import Argument, Event, Mention, Relation, Story

SPAN = re.compile(r"\[([^|\]]+)\|([A-Z_]+)\|(\w+)\]")


def story(ident, marked, events=(), relations=(), **meta):
    """Read ``[words|LABEL|id]`` spans; link them by their ids.

    events: strings such as ``"e1 Status=Future Actor=t1,t2 Date=t3"``.
    relations: strings such as ``"Holds_Office t1 t2"``.
    """
    text, spans, at = "", {}, 0
    for match in SPAN.finditer(marked):
        text += marked[at : match.start()]
        spans[match[3]] = Mention(len(text), len(text) + len(match[1]), match[2])
        text += match[1]
        at = match.end()
    text += marked[at:]
    read_events = tuple(_event(line, spans) for line in events)
    triggers = {event.trigger for event in read_events}
    entities = tuple(mention for mention in spans.values() if mention not in triggers)
    links = tuple(
        Relation(label, spans[head], spans[tail]) for label, head, tail in (line.split() for line in relations)
    )
    about = {"title": ident, "date": "2020-05-01", "style": "wire", "episode": ident, "factual": False, "contexts": []}
    return Story(ident, text, entities, read_events, links, {**about, "id": ident, **meta})


def _event(line, spans):
    trigger, *words = line.split()
    fields, arguments = {}, []
    for word in words:
        key, value = word.split("=")
        if key in ("Status", "Mode"):
            fields[key.lower()] = value
        else:
            arguments += [Argument(key, spans[ident]) for ident in value.split(",")]
    return Event(spans[trigger], tuple(arguments), **fields)


#: A few stories that between them use every layer.
STORIES = [
    story(
        "oslo-visit",
        "[Norwegian|NORP|t1] [Foreign Minister|OFFICE|t2] [Kari Lund|PERSON|t3] [met|CONSULT|e1] [Brazil|GPE|t4]'s"
        " [envoy|OFFICE|t5] in [Oslo|GPE|t6] on [Monday|DATE|t7]. She [urged|REQUEST|e2] him to [lift|CONCEDE|e3]"
        " [sanctions|SANCTION|e4].\n\n[Brazil|GPE|t8] [will sign|SUPPORT|e5] the [Amazon Pact|AGREEMENT|t9].",
        [
            "e1 Mode=visit Actor=t3,t5 Location=t6 Date=t7",
            "e2 Mode=yield Actor=t3 Recipient=t5",
            "e3 Status=Hypothetical Actor=t5",
            "e4 Mode=discontinue Actor=t5",
            "e5 Status=Future Actor=t8 Theme=t9",
        ],
        ["Holds_Office t3 t2", "Represents t2 t1", "Represents t5 t4", "Party_To t8 t9"],
        contexts=["diplomatic", "environment"],
    ),
    story(
        "border-clash",
        "[Chad|GPE|t1] [accused|ACCUSE|e1] [Sudan|GPE|t2] of [shelling|ASSAULT|e2] a [camp|FAC|t3] near [Adre|GPE|t4]"
        " [last week|DATE|t5]. [Sudan|GPE|t6] [did not deploy|MOBILIZE|e3] [tanks|WEAPON|t7], its [army|GOV|t8] said.",
        [
            "e1 Mode=allege Actor=t1 Recipient=t2",
            "e2 Mode=heavy-weapons Actor=t2 Location=t3 Date=t5",
            "e3 Mode=weapons Status=Negated Actor=t6 Theme=t7",
        ],
        ["Located_In t3 t4", "Represents t8 t6"],
        contexts=["military", "territory"],
    ),
    story(
        "aid-pledge",
        "The [European Union|IGO|t1] [pledged|AGREE|e1] [$5 million|MONEY|t2] in [aid|AID|e2] to [refugees|GROUP|t3]."
        " [Malta|GPE|t4], an [EU|IGO|t5] member, [opposed|ACCUSE|e3] [talks|CONSULT|e4] with the [Red Front|ORG|t6].",
        [
            "e1 Actor=t1 Recipient=t3",
            "e2 Status=Future Actor=t1 Recipient=t3 Theme=t2",
            "e3 Mode=disapprove Actor=t4 Recipient=t1",
            "e4 Status=Hypothetical Actor=t6",
        ],
        ["Member_Of t4 t5"],
        contexts=["migration"],
    ),
    story(
        "no-event",
        "[Peru|GPE|t1] beat [Chile|GPE|t2] 2-1 on [Sunday|DATE|t3].",
    ),
]
