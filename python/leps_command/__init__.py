"""The console script. It is a package of its own because importing anything from leps takes a second: Ctrl-C must work by then."""

import os
import signal
import sys


def main() -> None:
    """Run the command `leps`; Ctrl-C ends it without a traceback even while it is being loaded."""
    loading = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if loading:
        signal.signal(signal.SIGINT, _leave)
    from leps.cli import main as command

    if loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command()


def _leave(*_: object) -> None:
    sys.stderr.write("leps: interrupted\n")
    sys.stderr.flush()
    os._exit(130)
