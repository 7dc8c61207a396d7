"""How hypothesis plays a machine of rules on a database."""

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test


def play(machine, engine, examples, phases=tuple(Phase), *, is_same=True):
    """Let hypothesis play a machine on a database: the same histories each time, or new ones."""
    machine.engine = engine
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            print_blob=False,
            database=None,
            derandomize=is_same,
            phases=phases,
        ),
    )
