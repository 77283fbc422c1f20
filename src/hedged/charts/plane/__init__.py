"""The matrix of counts against bases, and the parts only it uses."""
