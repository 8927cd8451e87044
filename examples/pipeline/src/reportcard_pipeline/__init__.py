"""Published files to checked inputs, scores, a quarantine and cards: idempotent, and whole after a kill."""
