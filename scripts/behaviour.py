"""Test the behaviour of a pipeline on small cases, group by group, and under other names."""

import json
from pathlib import Path
from typing import Annotated, Optional

import spacy
import typer

from scripts import console
from scripts.corpus import read_stories
from spacy_diplomacy import report
from spacy_diplomacy.behaviour import read_cases, run_cases, run_name_swap


def main(
    model: Annotated[str, typer.Argument(help="Folder of a pipeline, or the name of an installed one")],
    cases: Annotated[Path, typer.Argument(help="Folder of YAML files of cases, a file a group")],
    stories: Annotated[Path, typer.Option(help="Folder of brat stories to swap the names of")],
    output: Annotated[Optional[Path], typer.Option(help="JSON file for the results")] = None,
    failed: Annotated[bool, typer.Option(help="Print each failed case too")] = False,
    use_gpu: Annotated[int, typer.Option(help="GPU to run on, -1 for none")] = -1,
) -> None:
    try:
        groups = {path.stem: read_cases(path) for path in sorted(cases.glob("*.yaml"))}
    except ValueError as error:
        console.fail(str(error), exits=1)
    if not groups:
        console.fail(f"No *.yaml file of cases in {cases}", exits=1)
    good, bad = read_stories(stories)
    if use_gpu >= 0:
        spacy.require_gpu(use_gpu)
    nlp = spacy.load(model)
    console.info(f"{sum(map(len, groups.values()))} cases, and {len(good)} stories under other names")
    results = {"groups": {}, "failures": {}}
    for group, members in groups.items():
        found = run_cases(nlp, members)
        results["groups"][group] = {"cases": len(members), "passed": sum(not faults for faults in found.values())}
        results["failures"][group] = {case: faults for case, faults in found.items() if faults}
    results["name_swap"] = run_name_swap(nlp, good)
    _print(results, failed)
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
        console.good(f"Wrote {output}")
    if bad:
        console.fail(f"{len(bad)} stories were left out for the faults above", exits=1)


def _print(results: dict, failed: bool) -> None:
    console.divider("cases")
    console.table(report.behaviour_rows(results), header=report.BEHAVIOUR, divider=True, aligns=("l", "r", "r", "r"))
    console.divider("the same stories, every person and country replaced")
    console.table(report.name_swap_rows(results), header=report.NAME_SWAP, divider=True, aligns=("l", "r", "r", "r"))
    if failed:
        for group, faults_of in results["failures"].items():
            for case, faults in faults_of.items():
                console.line(f"{group}/{case}: {'; '.join(faults)}")


if __name__ == "__main__":
    typer.run(main)
