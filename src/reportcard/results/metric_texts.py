"""What the library's metrics are called and how they compute, as cards hold it: for catalogues of other languages.

The words are those of :mod:`reportcard.metrics`, which renderers do not see; a test compares the two.
"""

from __future__ import annotations

from reportcard.results.message import Text

#: How each metric computes, by its title.
METRICS = {
    "Published value": "The value itself, with its number of pupils and limits where the source has them.",
    "Rate": "times × numerator ÷ denominator; no value where the denominator is 0.",
    "Change of a rate": (
        "times × (numerator ÷ denominator − earlier numerator ÷ earlier denominator), from unrounded rates; "
        "no value where a denominator is 0."
    ),
    "Difference": "of − less; the standard error is the root of the sum of both squared.",
    "Mean with limits from the national deviation": "mean ± 1.96 × national pupil deviation ÷ √pupils.",
    "Share reaching a threshold": (
        "100 × reached ÷ pupils, with the limits of Wilson's score interval; the standard error is 100 × √(p "
        "× (1 − p) ÷ pupils)."
    ),
    "Average point score": (
        "The sum of counts × points, divided by the sum of the counts. Pupils without a count (disapplied, "
        "absent) are left out; pupils below the lowest level or without one have its points. The standard "
        "error is that of the mean of these points."
    ),
    "Average total points": "The sum of counts × points, divided by the number of pupils at the end of the key stage.",
    "Points in eight slots (Attainment 8)": (
        "English (twice) + maths (twice) + the three EBacc slots + the three open slots, each the mean over "
        "all pupils; a pupil's empty slot counts 0. At most 90."
    ),
    "EBacc average point score from its pillars": (
        "(English + maths + the two best sciences together + history or geography + language) ÷ 6, each the "
        "mean over the whole cohort; a pupil's missing pillar counts 0. At most 9."
    ),
    "Contextual value added": (
        "base + shrinkage × (mean actual − mean predicted points); shrinkage is n × σ²ᵤ ÷ (n × σ²ᵤ + σ²ₑ), "
        "and the limits are ± 1.96 × √(σ²ᵤ × σ²ₑ ÷ (n × σ²ᵤ + σ²ₑ))."
    ),
    "Progress score with the rules of publication": (
        "The school's mean ± 1.96 × national pupil deviation ÷ √pupils. No score with fewer than 6 pupils in "
        "the measure (suppressed), or with less than half of the cohort in it (low coverage)."
    ),
    "Attendance": "100 × sessions attended ÷ possible sessions.",
    "Persistent absence": (
        "100 × persistent absentees ÷ pupils, by the definition that is named; one framework uses one definition."
    ),
    "Share who agree": (
        "100 × positive ÷ responses, with the limits of Wilson's score interval. No share with too few "
        "answers (suppressed), or where too small a part of those asked answered (low coverage)."
    ),
    "Response rate": "100 × responses ÷ invited.",
    "Gap between disadvantaged and other pupils": (
        "disadvantaged − other; the standard error is the root of the sum of both squared, each as published "
        "or from its number of pupils."
    ),
    "Change of the gap": (
        "(disadvantaged − other) − (disadvantaged before − other before); the standard error is the root of "
        "the sum of all four squared."
    ),
    "Credit for narrowing the gap": (
        "The smallest of the disadvantaged pupils' rise, the narrowing of the gap, and the gap there was; 0 "
        "where that is below 0. Others who fall are counted as if they had stood still."
    ),
    "Best overall grade under the 2009 inspection framework": (
        "Inadequate (4) where outcomes, capacity to improve, equality, safeguarding or any provision is 4. "
        "Else good (2) where outcomes and capacity are at least good, and most provision is; and outstanding "
        "(1) where besides one of outcomes and capacity and most provision are outstanding, and equality is "
        "at least good. Else satisfactory (3). 'Most' is more than half."
    ),
    "Status that follows from a 2025 inspection": (
        "1 where any area needs urgent improvement or safeguarding is not met; 2 where leadership and another"
        " area need urgent improvement; else 0. Areas are 1 exceptional to 5 urgent improvement; safeguarding"
        " is 1 or 0."
    ),
    "Change since the last inspection": (
        "before − now, grade 1 the best; not applicable where the inspections were made under different "
        "frameworks, whose grades are not compared."
    ),
    "Age of the inspection": "The days from the inspection (YYYYMMDD) to the day that is named, divided by 365.25.",
    "Coverage of entitlements": (
        "100 × the mean of the entitlements that are known ÷ the value of one that is wholly met. What is not"
        " known is left out, and never taken for unmet; with too few known there is no value, for the reason "
        "of the rest."
    ),
    "Reach of an entitlement": "100 × reached ÷ entitled.",
}
METRIC_TITLES = {title: Text(title, "title of a metric") for title in METRICS}
