"""The speed figures, and what they are measured with."""
