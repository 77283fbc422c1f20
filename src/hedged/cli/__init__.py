"""The command ``hedged``."""
