"""spaCy components that read diplomatic events out of news, as PLOVER event records."""

from importlib.metadata import version

from .extensions import register_extensions

__version__ = version("spacy-diplomacy")

register_extensions()
