"""Running a notebook, and the rules its cells keep."""
