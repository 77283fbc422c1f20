"""What leaves the project: figures.json, CSV, citations; loaded back, and compared."""
