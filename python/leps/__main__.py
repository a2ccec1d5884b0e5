"""``python -m leps`` is the command `leps`."""

from leps.cli import main

main()
