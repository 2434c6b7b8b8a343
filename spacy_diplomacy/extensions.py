"""The attributes that this library gives to every `Doc`."""

from spacy.tokens import Doc

from .events import get_events
from .pairs import get_pairs


def register_extensions() -> None:
    """Set the extensions; doing it twice does no harm.

    ``doc._.story``: the metadata of the story (training data only). ``doc._.arguments``
    and ``doc._.relations``: lists of `Pair`. ``doc._.event_mentions``: see `get_events`.
    ``doc._.pub_date``: a `date` or ISO text, to be set before the pipeline runs.
    ``doc._.events``: PLOVER records, see `code_events`; the pipe `event_coder` sets them.
    """
    if not Doc.has_extension("events"):
        Doc.set_extension("story", default=None)
        Doc.set_extension("arguments", getter=lambda doc: get_pairs(doc, "arguments"))
        Doc.set_extension("relations", getter=lambda doc: get_pairs(doc, "relations"))
        Doc.set_extension("event_mentions", getter=get_events)
        Doc.set_extension("pub_date", default=None)
        Doc.set_extension("events", default=[])
