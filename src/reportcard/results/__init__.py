"""Results: a report card for one school, and report cards for many."""
