"""`python -m tests.benchmarks [--short] [name…]`: exit status 1 where a floor is not kept."""

import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack

import click

from tests.benchmarks import (
    answers,
    attendance,
    board,
    certificates,
    compared,
    dashboards,
    day,
    decoding,
    exports,
    forms,
    imports,
    lists,
    office,
    opening,
    pages,
    people,
    phone,
    registrations,
    results,
    roster,
    scans,
    season,
    sizes,
    status,
)
from tests.benchmarks.figures import Figure, shortfalls, show
from tests.benchmarks.stage import SHORT, WHOLE, Stage

PARTS: dict[str, Callable[[Stage], Iterable[Figure]]] = {
    "pages": pages.measure,
    "scans": scans.measure,
    "day": day.measure,
    "board": board.measure,
    "roster": roster.measure,
    "registrations": registrations.measure,
    "results": results.measure,
    "forms": forms.measure,
    "answers": answers.measure,
    "opening": opening.measure,
    "sizes": sizes.measure,
    "phone": phone.measure,
    "decoding": decoding.measure,
    "attendance": attendance.measure,
    "certificates": certificates.measure,
    "office": office.measure,
    "dashboards": dashboards.measure,
    "exports": exports.measure,
    "imports": imports.measure,
    "people": people.measure,
    "lists": lists.measure,
    "status": status.measure,
    "compared": compared.measure,
    "season": season.measure,
}


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--short", is_flag=True, help="Measure for a moment only; the figures are rough.")
def main(names: tuple[str, ...], *, short: bool) -> None:
    """Measure speed and size, all or the parts named."""
    found: list[Figure] = []
    with ExitStack() as stack:
        stage = Stage(SHORT if short else WHOLE, stack)
        for name in names or PARTS:
            figures = list(PARTS[name](stage))
            show(name, figures)
            found += figures
    below = shortfalls(found)
    click.echo(f"\n{len(found)} figures, {below} below their floor.")
    sys.exit(1 if below else 0)


if __name__ == "__main__":
    main()
