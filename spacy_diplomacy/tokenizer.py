"""English tokens as news needs them."""

from typing import Callable

from spacy.language import Language, create_tokenizer
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, registry

#: *U.S.-led*, *U.S./UK*: spaCy parts words at such a sign after a letter, not after a full stop.
AFTER_ACRONYM = r"(?<=[A-Z]\.)[-–/](?=[A-Za-z])"
#: Ranks and words of the trade whose full stop ends no sentence, beyond those that spaCy knows.
ABBREVIATIONS = (
    *("Amb.", "Brig.", "Capt.", "Cmdr.", "Col.", "Cpl.", "Lt.", "Maj.", "Sgt."),
    *("Dept.", "govt.", "govts.", "No.", "Nos."),
)


@registry.tokenizers("spacy_diplomacy.NewsTokenizer.v1")
def make_news_tokenizer() -> Callable[[Language], Tokenizer]:
    """spaCy's tokeniser of the language, with a few rules more."""
    return _news_tokenizer


def _news_tokenizer(nlp: Language) -> Tokenizer:
    tokenizer = create_tokenizer()(nlp)
    tokenizer.infix_finditer = compile_infix_regex([*nlp.Defaults.infixes, AFTER_ACRONYM]).finditer
    for abbreviation in ABBREVIATIONS:
        tokenizer.add_special_case(abbreviation, [{ORTH: abbreviation}])
    return tokenizer
