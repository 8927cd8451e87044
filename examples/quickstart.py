"""Score made-up schools with the default framework, look at the result as a table, and read one card."""

import reportcard as rc
from reportcard.datasets import sample_schools

schools = sample_schools(n=300, seed=2009)  # a frame; the schools are synthetic
cards = rc.score(schools)

print(f"{len(cards)} synthetic schools, scored by {cards.framework}")
print("Grades:", ", ".join(f"{grade} {count}" for grade, count in cards.summary().items()))
print(f"Values that could not be used: {len(cards.quarantine)}")

columns = ["urn", "overall_score", "overall_grade", "progress_score", "attainment_score"]
print(cards.to_frame()[columns].head(5).to_string(index=False))

card = cards["S00001"]
print()
print(card.explain())
