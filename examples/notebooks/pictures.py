"""What the notebooks share: where the published files are, the colours of the grades, and pictures with a text beside.

The colours run from blue to orange over grey. They stay apart for readers who see colours otherwise, and every picture
that uses them also says its grades in words or letters.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

#: From the best grade to the weakest; the middle one is pale, so that bars get an outline.
FIVE = ("#12508f", "#7fb2e5", "#d9dbdc", "#f0a35e", "#9c3d00")
INK, GREY, BLUE, ORANGE = "#1d2733", "#6b7680", "#12508f", "#9c3d00"
#: Outline of marks: it sets pale ones off from white.
EDGE = {"edgecolor": INK, "linewidth": 0.6}

plt.rcParams.update(
    {
        "figure.dpi": 110,
        "figure.constrained_layout.use": True,
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.edgecolor": GREY,
        "axes.labelcolor": INK,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.titlesize": 11,
        "legend.frameon": False,
    }
)


def published(name: str) -> Path:
    """Return the path of a published file: below ``REPORTCARD_DATA``, or ``../shared/data`` beside the project.

    Raises:
        FileNotFoundError: The folder of published files is not there.
    """
    project = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("REPORTCARD_DATA") or project.parent / "shared" / "data")
    if not folder.is_dir():
        raise FileNotFoundError(
            f"This notebook reads published files, and there is no folder {folder}. "
            "Set REPORTCARD_DATA to the folder that holds them, and run it again."
        )
    return folder / name


def colours(grades: Sequence[str]) -> dict[str, str]:
    """Return a colour for each of five grades, given best first."""
    return dict(zip(grades, FIVE, strict=True))


def picture(width: float = 9, height: float = 4, **more: Any) -> tuple[Figure, Any]:
    """Return a figure and its axes."""
    return plt.subplots(figsize=(width, height), **more)


def label(axes: Axes, title: str, across: str, up: str = "") -> None:
    """Give a picture its title, and each axis its name and unit."""
    axes.set(title=title, xlabel=across, ylabel=up)


def show(figure: Figure, says: str) -> None:
    """Show a figure; ``says`` is read out in its place where it cannot be seen."""
    display(figure, metadata={"image/png": {"alt": says}})
    plt.close(figure)
