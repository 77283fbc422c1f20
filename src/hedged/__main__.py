"""`python -m hedged` is the command `hedged`."""

from hedged.cli.main import main

main()
