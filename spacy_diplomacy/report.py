"""Evaluation results as plain-text and Markdown tables."""

from typing import Any, Dict, List, Optional, Sequence

#: The headline rows: end to end first, then with gold mentions given.
SETTINGS = {"end_to_end": "end to end", "oracle": "gold entities and triggers given"}
HEADLINE = ("layer", "P", "R", "F", "95 % interval", "macro F", "relaxed F", "support")


def headline_rows(results: Dict[str, Any], setting: str) -> List[Sequence[str]]:
    """One row a layer, as named in `HEADLINE`; scores between 0 and 1."""
    rows = []
    for layer, scores in results[setting].items():
        strict, relaxed = scores["strict"], scores["relaxed"]
        interval = f"{figure(strict['low'])}–{figure(strict['high'])}"
        rows.append(
            (
                layer,
                *(figure(strict[name]) for name in ("p", "r", "f")),
                interval,
                figure(strict["macro_f"]),
                figure(relaxed["f"]),
                str(strict["support"]),
            )
        )
    return rows


def label_rows(results: Dict[str, Any], setting: str, layer: str) -> List[Sequence[str]]:
    """One row a label of a layer: label, P, R, F, relaxed F, support; the frequent first."""
    scores = results[setting][layer]
    strict, relaxed = (scores[column]["per_label"] for column in ("strict", "relaxed"))
    order = sorted(strict, key=lambda label: (-strict[label]["support"], label))
    return [
        (
            label,
            *(figure(strict[label][name]) for name in ("p", "r", "f")),
            figure(relaxed[label]["f"]),
            str(strict[label]["support"]),
        )
        for label in order
    ]


def markdown(results: Dict[str, Any]) -> str:
    """The headline tables as Markdown."""
    parts = [f"{results['stories']} stories, {results['words']:,} words."]
    for setting, title in SETTINGS.items():
        parts.append(f"**{title.capitalize()}**")
        parts.append(markdown_table(HEADLINE, headline_rows(results, setting)))
    return "\n\n".join(parts) + "\n"


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def figure(score: Optional[float]) -> str:
    return "–" if score is None else f"{score:.3f}"


BEHAVIOUR = ("group", "cases", "passed", "share")
NAME_SWAP = ("layer", "F", "other names", "difference")


def behaviour_rows(results: Dict[str, Any]) -> List[Sequence[str]]:
    """One row a group of cases, as named in `BEHAVIOUR`, and one for all."""
    counts = {group: (found["cases"], found["passed"]) for group, found in results["groups"].items()}
    counts["all"] = tuple(map(sum, zip(*counts.values())))
    return [
        (group.replace("_", " "), str(cases), str(passed), f"{passed / cases:.2f}")
        for group, (cases, passed) in counts.items()
    ]


def name_swap_rows(results: Dict[str, Any]) -> List[Sequence[str]]:
    """One row a layer, as named in `NAME_SWAP`."""
    return [
        (layer, figure(scores["f"]), figure(scores["swapped_f"]), f"{scores['swapped_f'] - scores['f']:+.3f}")
        for layer, scores in results["name_swap"].items()
    ]


def behaviour_markdown(results: Dict[str, Any]) -> str:
    """Both tables as Markdown."""
    return "\n\n".join(
        [
            markdown_table(BEHAVIOUR, behaviour_rows(results)),
            "The test stories as they are, and with every person and country replaced:",
            markdown_table(NAME_SWAP, name_swap_rows(results)),
        ]
    )
