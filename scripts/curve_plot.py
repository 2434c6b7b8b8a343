"""The learning curve as a picture."""

from pathlib import Path
from statistics import mean
from typing import Dict, List, Sequence

import matplotlib

matplotlib.use("svg")
from matplotlib import pyplot  # noqa: E402

#: Okabe and Ito's colours, told apart by colour-blind readers too.
COLOURS = ("#0072B2", "#D55E00")


def plot(runs: Dict[float, List[Dict[str, Dict[str, float]]]], layers: Sequence[str], path: Path) -> None:
    """One panel a layer: mean F over the share of training stories, and the range over seeds.

    runs: by share, for each seed F by set of stories and layer.
    """
    figure, panels = pyplot.subplots(1, len(layers), figsize=(2.6 * len(layers), 3.0), sharey=True, squeeze=False)
    shares = sorted(runs)
    for panel, layer in zip(panels[0], layers):
        for (name, colour), marker in zip(zip(runs[shares[0]][0], COLOURS), "os"):
            values = [[run[name][layer] for run in runs[share]] for share in shares]
            percent = [100 * share for share in shares]
            panel.plot(percent, [mean(column) for column in values], color=colour, marker=marker, label=name)
            panel.fill_between(
                percent, *([pick(column) for column in values] for pick in (min, max)), color=colour, alpha=0.2
            )
        panel.set(title=layer, xlabel="% of training stories", xscale="log", xticks=percent, ylim=(0, 1))
        panel.set_xticks(percent, [f"{value:g}" for value in percent])
        panel.minorticks_off()
        panel.grid(alpha=0.3)
    panels[0][0].set_ylabel("F, end to end")
    panels[0][0].legend(loc="lower right", frameon=False)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
