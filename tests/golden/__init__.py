"""Golden files: what fixed cards look like, for a reviewer to read the difference."""
