"""brat standoff: a ``.txt`` and a ``.ann`` file per story, metadata in ``meta.jsonl``.

Format: https://brat.nlplab.org/standoff.html. Offsets are code points of the text as it
stands in the file, line ends included, so files are read and written without newline
translation. Repeated roles are numbered (``Actor``, ``Actor2``).
"""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any, Dict, Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

from ..schema import EVENT_TYPES
from ..story import (
    Argument,
    Event,
    Mention,
    Relation,
    Story,
    check_meta,
    check_story,
)

META_FILE = "meta.jsonl"
#: Notes, normalisations and equivalences: brat's, but no part of our schema.
_IGNORED = ("#", "N", "*")


class FileFault(NamedTuple):
    """A fault in a file, with the 1-based line where it stands (None: the whole file)."""

    path: Path
    line: Optional[int]
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{where}: {self.message}"


class BadStory(NamedTuple):
    """A story that is left out, and why."""

    id: str
    faults: List[FileFault]


class _Parse:
    """The state of reading one ``.ann`` file: its items, their lines and its faults."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.text = text
        self.lines: Dict[Any, int] = {}
        self.faults: List[FileFault] = []
        self.mentions: Dict[str, Mention] = {}
        self.events: Dict[str, Event] = {}
        self.qualifiers: Dict[Tuple[str, str], Tuple[str, int]] = {}
        self.relations: List[Relation] = []

    def fault(self, line: Optional[int], message: str) -> None:
        self.faults.append(FileFault(self.path, line, message))


def read_folder(folder: Union[str, Path], *, require_meta: bool = True) -> Iterator[Union[Story, BadStory]]:
    """Read every story of a folder, in order of their ids; a bad one is yielded as such.

    folder: holds ``ID.txt``, ``ID.ann`` and ``meta.jsonl`` with a line per story.
    require_meta: whether a story without metadata, or with wrong metadata, is a bad one.
    RAISES: NotADirectoryError where there is no such folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder; give one that holds .txt and .ann files")
    metas, broken = _read_meta(folder / META_FILE)
    stems = {path.stem for suffix in ("*.txt", "*.ann") for path in folder.glob(suffix)}
    # A story that stands in the metadata alone is missing its files.
    for ident in sorted(stems | set(metas if require_meta else ())):
        meta, line = metas.get(ident, ({}, None))
        faults = []
        if require_meta:
            about = check_meta(meta) if meta else [f"no line for story {ident!r}"]
            faults = [FileFault(folder / META_FILE, line, message) for message in about]
        story = read_story(folder / f"{ident}.txt", meta=meta)
        if isinstance(story, BadStory):
            faults += story.faults
        yield BadStory(ident, faults) if faults else story
    if broken:
        yield BadStory(META_FILE, broken)


def read_story(path: Union[str, Path], *, meta: Optional[Dict[str, Any]] = None) -> Union[Story, BadStory]:
    """Read one story and check it against the schema.

    path: the ``.txt`` file; the ``.ann`` file stands beside it.
    RETURNS: the story, or a `BadStory` that names each fault by file and line.
    """
    path = Path(path)
    ann = path.with_suffix(".ann")
    try:
        # Not splitlines(): a text may hold U+2028 and its like inside a span.
        text, lines = _read_text(path), re.split(r"\r?\n", _read_text(ann))
    except FileNotFoundError as error:
        missing = Path(error.filename)
        return BadStory(path.stem, [FileFault(missing, None, "the file is missing")])
    except UnicodeDecodeError as error:
        return BadStory(path.stem, [FileFault(path, None, f"text or annotation is no UTF-8 ({error.reason})")])
    parse = _Parse(ann, text)
    _parse_lines(parse, lines)
    story = _assemble(parse, path.stem, meta or {})
    for item, message in check_story(story):
        parse.fault(parse.lines.get(item), message)
    return BadStory(path.stem, parse.faults) if parse.faults else story


def write_story(story: Story, folder: Union[str, Path]) -> None:
    """Write ``ID.txt`` and ``ID.ann``, the spans numbered in order of the text."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{story.id}.txt").write_text(story.text, encoding="utf8", newline="")
    (folder / f"{story.id}.ann").write_text(format_story(story), encoding="utf8", newline="")


def write_folder(stories: Iterable[Story], folder: Union[str, Path]) -> None:
    """Write stories and their metadata, which `read_folder` reads back the same."""
    folder = Path(folder)
    lines = []
    for story in stories:
        write_story(story, folder)
        lines.append(json.dumps({**story.meta, "id": story.id}, ensure_ascii=False))
    (folder / META_FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf8")


def add_to_folder(stories: Iterable[Story], folder: Union[str, Path]) -> None:
    """Write stories into a folder that may hold others; of the same id the new one stays.

    The metadata is kept in order of the ids.
    """
    folder = Path(folder)
    meta = folder / META_FILE
    lines = {}
    if meta.exists():
        lines = {json.loads(line)["id"]: line for line in meta.read_text(encoding="utf8").splitlines() if line.strip()}
    for story in stories:
        write_story(story, folder)
        lines[story.id] = json.dumps({**story.meta, "id": story.id}, ensure_ascii=False)
    meta.write_text("".join(f"{lines[ident]}\n" for ident in sorted(lines)), encoding="utf8")


def format_story(story: Story) -> str:
    """The text of the ``.ann`` file of a story."""
    ids = {mention: f"T{number}" for number, mention in enumerate(sorted(story.entities + story.triggers), 1)}
    lines = [
        f"{ids[mention]}\t{mention.label} {mention.start} {mention.end}\t{story.text[mention.start : mention.end]}"
        for mention in ids
    ]
    attributes = []
    for number, event in enumerate(sorted(story.events, key=lambda event: event.trigger), 1):
        lines.append(f"E{number}\t{_format_event(event, ids)}")
        for name, value in (("Status", event.status), ("Mode", event.mode)):
            if value is not None:
                attributes.append(f"{name} E{number} {value}")
    lines += [f"A{number}\t{attribute}" for number, attribute in enumerate(attributes, 1)]
    for number, relation in enumerate(story.relations, 1):
        lines.append(f"R{number}\t{relation.label} Arg1:{ids[relation.head]} Arg2:{ids[relation.tail]}")
    return "".join(f"{line}\n" for line in lines)


def _format_event(event: Event, ids: Dict[Mention, str]) -> str:
    words = [f"{event.trigger.label}:{ids[event.trigger]}"]
    used: Counter = Counter()
    for argument in event.arguments:
        used[argument.role] += 1
        number = used[argument.role] if used[argument.role] > 1 else ""
        words.append(f"{argument.role}{number}:{ids[argument.mention]}")
    return " ".join(words)


def _read_text(path: Path) -> str:
    with path.open(encoding="utf8", newline="") as file:
        return file.read()


def _read_meta(path: Path) -> Tuple[Dict[str, Tuple[Dict[str, Any], int]], List[FileFault]]:
    metas: Dict[str, Tuple[Dict[str, Any], int]] = {}
    faults = []
    lines = path.read_text(encoding="utf8").splitlines() if path.exists() else []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            meta = json.loads(line)
            ident = meta["id"]
        except (json.JSONDecodeError, KeyError, TypeError):
            faults.append(FileFault(path, number, "the line is no JSON object with an 'id'"))
            continue
        if ident in metas:
            faults.append(FileFault(path, number, f"story {ident!r} has a line already"))
        metas[ident] = (meta, number)
    return metas, faults


def _parse_lines(parse: _Parse, lines: List[str]) -> None:
    # Events, attributes and relations name spans that may stand further down.
    readers = (("T", _parse_mention), ("E", _parse_event), ("AM", _parse_attribute), ("R", _parse_relation))
    known = "".join(letters for letters, _ in readers)
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    for number, line in numbered:
        if line[0] not in known and line[0] not in _IGNORED:
            parse.fault(number, f"line begins with {line[0]!r}; brat's lines begin with T, E, A, M, R, N or #")
    for letters, reader in readers:
        for number, line in numbered:
            if line[0] in letters:
                ident, _, body = line.partition("\t")
                reader(parse, number, ident, body)


def _parse_mention(parse: _Parse, number: int, ident: str, body: str) -> None:
    place, tab, surface = body.partition("\t")
    match = re.fullmatch(r"(\S+) (\d+) (\d+)", place)
    if not match or not tab:
        hint = "; discontinuous spans are not part of the schema" if ";" in place else ""
        parse.fault(number, f"{ident} is not 'LABEL START END<tab>TEXT'{hint}")
        return
    mention = Mention(int(match[2]), int(match[3]), match[1])
    found = parse.text[mention.start : mention.end]
    if found != surface:
        parse.fault(
            number,
            f"{ident} says {surface!r} but the text at {mention.start}-{mention.end} is {found!r};"
            " offsets count Unicode code points of the unchanged .txt file",
        )
    if ident in parse.mentions:
        parse.fault(number, f"{ident} is given twice")
    parse.mentions[ident] = mention
    parse.lines.setdefault(mention, number)


def _parse_event(parse: _Parse, number: int, ident: str, body: str) -> None:
    words = [word.partition(":") for word in body.split()]
    if not words or not all(name and colon and target for name, colon, target in words):
        parse.fault(number, f"{ident} is not 'TYPE:T1 ROLE:T2 ...'")
        return
    (event_type, _, trigger_id), *roles = words
    trigger = parse.mentions.get(trigger_id)
    if trigger is None:
        parse.fault(number, f"{ident} names the trigger {trigger_id}, which is not in the file")
        return
    if trigger.label != event_type:
        parse.fault(number, f"{ident} is a {event_type} but its trigger {trigger_id} is marked {trigger.label}")
    arguments = []
    for role, _, target in roles:
        if target not in parse.mentions:
            parse.fault(number, f"{ident} names {target} as {role}, which is no span of the file")
            continue
        arguments.append(Argument(re.sub(r"\d+$", "", role), parse.mentions[target]))
    if ident in parse.events:
        parse.fault(number, f"{ident} is given twice")
    parse.events[ident] = Event(trigger, tuple(arguments))
    parse.lines[ident] = number


def _parse_attribute(parse: _Parse, number: int, ident: str, body: str) -> None:
    words = body.split()
    if len(words) != 3 or words[0] not in ("Status", "Mode"):
        parse.fault(number, f"{ident} is not 'Status E1 VALUE' or 'Mode E1 VALUE'")
        return
    name, target, value = words
    if target not in parse.events:
        parse.fault(number, f"{ident} names {target}, which is no event of the file")
    elif (target, name) in parse.qualifiers:
        parse.fault(number, f"{target} has a second {name}; at most one is allowed")
    else:
        parse.qualifiers[target, name] = value, number


def _parse_relation(parse: _Parse, number: int, ident: str, body: str) -> None:
    match = re.fullmatch(r"(\S+)\s+Arg1:(\S+)\s+Arg2:(\S+)\s*", body)
    if not match:
        parse.fault(number, f"{ident} is not 'RELATION Arg1:T1 Arg2:T2'")
        return
    missing = [target for target in (match[2], match[3]) if target not in parse.mentions]
    if missing:
        parse.fault(number, f"{ident} names {' and '.join(missing)}, no span of the file")
        return
    relation = Relation(match[1], parse.mentions[match[2]], parse.mentions[match[3]])
    parse.relations.append(relation)
    parse.lines[relation] = number


def _assemble(parse: _Parse, ident: str, meta: Dict[str, Any]) -> Story:
    events = []
    for event_id, event in parse.events.items():
        status, status_line = parse.qualifiers.get((event_id, "Status"), (None, None))
        mode, mode_line = parse.qualifiers.get((event_id, "Mode"), (None, None))
        event = Event(event.trigger, event.arguments, status, mode)
        events.append(event)
        parse.lines.update({event: parse.lines[event_id], (event, "status"): status_line, (event, "mode"): mode_line})
    triggers = {event.trigger for event in events}
    if len(triggers) < len(events):
        parse.fault(None, "two events share one trigger; mark one event a trigger")
    for mention in parse.mentions.values():
        if mention.label in EVENT_TYPES and mention not in triggers:
            parse.fault(parse.lines[mention], f"trigger {parse.text[mention.start : mention.end]!r} has no event line")
    entities = [m for m in parse.mentions.values() if m not in triggers and m.label not in EVENT_TYPES]
    return Story(ident, parse.text, tuple(entities), tuple(events), tuple(parse.relations), meta)
