"""Where tests let the process die, as by SIGKILL; inert unless the settings say so."""

import os
import signal


class Failpoint:
    """Ends the process at the nth passing of a named point: `EVENTSYS_FAILPOINT=name[:n]`."""

    def __init__(self, setting: str | None) -> None:
        name, _, count = (setting or "").partition(":")
        self.name = name
        self.left = int(count or 1)

    def passing(self, name: str) -> None:
        """Say that a point is being passed."""
        if not self.name or name != self.name:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
