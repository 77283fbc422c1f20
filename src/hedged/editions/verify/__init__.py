"""Whether what stands is what the sources build, and where it differs first."""
