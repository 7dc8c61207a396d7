"""How what works in the background goes on, whatever goes wrong."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from eventsys.core import clock

PAUSE_IN_SECONDS = 1.0


def keep_working(
    work: Callable[[datetime], int], stop: threading.Event, logger: logging.Logger
) -> None:
    """Do one round after another until told to stop, with a pause where a round found nothing.

    A round that fails is logged by the name of its fault alone, and the next one is tried.
    """
    pause = 0.0
    while not stop.wait(pause):
        try:
            pause = 0.0 if work(clock.now()) else PAUSE_IN_SECONDS
        except Exception as error:  # noqa: BLE001 -- the outbox goes on
            logger.warning("a round stumbled: %s", type(error).__name__)
            pause = PAUSE_IN_SECONDS
