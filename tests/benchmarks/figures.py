"""A figure against its floor, and all of them as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import click


@dataclass(frozen=True, kw_only=True)
class Figure:
    """What was measured, and whether it is as it must be."""

    name: str
    value: str
    floor: str
    is_met: bool


def at_least(name: str, value: float, floor: float, unit: str = "") -> Figure:
    """Judge a figure that must not be smaller than its floor."""
    return Figure(
        name=name,
        value=f"{worded(value)}{unit}",
        floor=f"≥ {worded(floor)}{unit}",
        is_met=value >= floor,
    )


def at_most(name: str, value: float, ceiling: float, unit: str = "") -> Figure:
    """Judge a figure that must not be larger than its ceiling."""
    return Figure(
        name=name,
        value=f"{worded(value)}{unit}",
        floor=f"≤ {worded(ceiling)}{unit}",
        is_met=value <= ceiling,
    )


def exactly(name: str, value: int, wanted: int) -> Figure:
    """Judge a figure that has one right value."""
    return Figure(name=name, value=str(value), floor=f"= {wanted}", is_met=value == wanted)


def noted(name: str, value: float, unit: str = "") -> Figure:
    """Note a figure that has no floor."""
    return Figure(name=name, value=f"{worded(value)}{unit}", floor="", is_met=True)


def worded(value: float) -> str:
    """Write a number with three digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def show(title: str, figures: Iterable[Figure]) -> None:
    """Print figures beneath a title."""
    click.echo(f"\n{title}")
    for figure in figures:
        verdict = ("ok" if figure.is_met else "BELOW") if figure.floor else ""
        click.echo(f"  {figure.name:<52} {figure.value:>14}  {figure.floor:<12} {verdict}")


def shortfalls(figures: Sequence[Figure]) -> int:
    """Count the figures that are not as they must be."""
    return sum(not figure.is_met for figure in figures)
