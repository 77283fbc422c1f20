"""What people do in Jupyter: the what-if panel, the exporters of nbconvert."""
