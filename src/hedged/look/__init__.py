"""How things look everywhere: tokens, fonts, drawings, what a value shows in JupyterLab."""
