"""Published files compared with what their frameworks compute; the counts stand in counts.yaml."""
