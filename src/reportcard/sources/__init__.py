"""Sources: frames, records and published files into checked columns. Nothing is lost or silently changed."""
