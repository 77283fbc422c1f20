"""The faults a user can cause, each with the exit status of the command line."""


class HedgedError(Exception):
    """A fault with a remedy: ``str(error)`` is the whole message, one to a few lines.

    ``exit_status`` is what the command ``hedged`` ends with: 2 for bad input,
    3 for a failed build, 4 for a build already running.
    """

    exit_status = 2
