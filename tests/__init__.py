"""The tests mirror the source; each test's docstring is its claim."""
