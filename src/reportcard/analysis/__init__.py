"""What can be asked of results: comparison with what was published, and more."""
