"""`python -m hedged` is the command `hedged`."""

from hedged.cli import main

main()
