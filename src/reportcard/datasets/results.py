"""What the pupils of made-up schools reach, and how far they come; who they are, and the gaps between them."""

from __future__ import annotations

import numpy as np

from reportcard.datasets.drawing import Drawing, Floats, share

#: National spread of pupils' Progress 8 scores, 2018/19 adjusted: limits lie 1.96 times this over the root of n away.
PUPIL_SPREAD = 1.2828
#: Variances between schools and between pupils from which the sample's contextual value added is made. Those of 2009
#: are not known.
CVA_VARIANCES = (150.0, 2500.0)
#: Spread of pupils' Attainment 8 within a school, a plausible guess.
_ATTAINMENT_SPREAD = 19.0
#: Attainment 8 of the nation's pupils who are not disadvantaged, a round figure: this year, and the year before.
_OTHERS = (50.3, 50.1)


def factors(draw: Drawing) -> None:
    """Deprivation, effectiveness and cohort; the weights give the correlations that ``sample_schools`` states."""
    draw.deprivation = draw.noise()
    draw.progress = -0.40 * draw.deprivation + 0.9165 * draw.noise()
    draw.attainment = 0.62 * draw.progress - 0.45 * draw.deprivation + 0.436 * draw.noise()
    cohort = np.clip(np.round(156 + 60 * draw.noise()), 20, 420)
    tiny = draw.chance() < 0.02
    draw.cohort = np.where(tiny, np.floor(2 + 12 * draw.chance()), cohort)
    draw.disadvantaged = share(-1.1 + 0.65 * draw.deprivation + 0.15 * draw.noise())


def context(draw: Drawing) -> None:
    """Who the pupils are."""
    draw.put("number_on_roll", 5.3 * draw.cohort * np.exp(0.12 * draw.noise()), 0)
    draw.roll = draw.numbers("number_on_roll")
    draw.put("pupils_disadvantaged", draw.disadvantaged)
    draw.put("pupils_free_meals", 0.55 * draw.disadvantaged)
    draw.put("pupils_eal", share(-2.3 + 0.5 * draw.deprivation + 1.1 * draw.noise()))
    draw.put("pupils_sen", share(-1.8 + 0.15 * draw.deprivation + 0.35 * draw.noise()))
    # Progress 8 is what Attainment 8 has beyond that of pupils with the same results on entry.
    entry = (8.95 * draw.attainment - 4.74 * draw.progress) / 5.9
    draw.put("ks2_prior_attainment", 104.3 + 2.547 * (0.97 * entry + 0.24 * draw.noise()))
    draw.put("idaci", 0.17 * np.exp(0.42 * draw.deprivation + 0.1 * draw.noise()), 3)
    draw.put("number_on_roll_last_year", draw.roll * np.exp(0.03 * draw.more_noise()), 0)


def results(draw: Drawing) -> None:
    """Progress 8 and Attainment 8, what they are made of, and the shares beside them."""
    in_measure = np.maximum(np.round(draw.cohort * (0.97 - 0.05 * draw.chance())), 1)
    _progress_8(draw, "progress_8", -0.01 + 0.474 * draw.progress, in_measure)
    _progress_8(draw, "progress_8_english", 0.474 * draw.progress + 0.16 * draw.noise(), in_measure)
    _progress_8(draw, "progress_8_maths", 0.474 * draw.progress + 0.18 * draw.noise(), in_measure)
    draw.put("progress_8_pupils", in_measure, 0)
    draw.put("pupils_at_16", draw.cohort, 0)
    draw.put("attainment_8", 46.98 + 8.95 * draw.attainment)
    strong = -0.405 + 0.76 * (0.96 * draw.attainment + 0.28 * draw.noise())
    draw.put("grade_5_english_maths", share(strong))
    draw.put("pupils_grade_5_english_maths", draw.cohort * share(strong) / 100, 0)
    draw.put("grade_4_english_maths", share(1.01 + 0.89 * strong))
    draw.put("ebacc_average_points", 4.1 + 0.98 * (0.98 * draw.attainment + 0.2 * draw.noise()), 2)
    for name in ("attainment_8", "grade_5_english_maths", "grade_4_english_maths", "ebacc_average_points"):
        draw.put_part(name, "n", draw.cohort)
    _elements(draw)


def _progress_8(draw: Drawing, name: str, values: Floats, pupils: Floats) -> None:
    """Put a progress score with the limits that its number of pupils implies."""
    values = np.round(values, 2)
    reach = 1.96 * PUPIL_SPREAD / np.sqrt(pupils)
    draw.put(name, values, 2)
    draw.put_part(name, "n", pupils)
    draw.put_part(name, "lower", values - reach, 2)
    draw.put_part(name, "upper", values + reach, 2)


def _elements(draw: Drawing) -> None:
    """The four elements that Attainment 8 is the sum of."""
    whole = draw.numbers("attainment_8")
    rest = whole
    for name, part in (("english", 0.211), ("maths", 0.195), ("ebacc", 0.287)):
        draw.put(f"attainment_8_{name}", whole * (part + 0.004 * draw.more_noise()))
        rest = rest - draw.numbers(f"attainment_8_{name}")
    draw.put("attainment_8_open", rest)


def older_results(draw: Drawing) -> None:
    """The measures of 2009, for the prospectus."""
    draw.put("five_a_star_c_english_maths", share(0.62 * (0.95 * draw.attainment + 0.3 * draw.noise())))
    draw.put("five_a_star_c", share(0.75 + 0.6 * (0.9 * draw.attainment + 0.4 * draw.noise())))
    draw.put("cva_ks2_ks4", 1000 + 12 * (0.8 * draw.progress + 0.6 * draw.noise()))
    centre = draw.numbers("cva_ks2_ks4")
    reach = 1.96 * 50 / np.sqrt(draw.cohort)
    draw.put_part("cva_ks2_ks4", "lower", centre - reach, 1)
    draw.put_part("cva_ks2_ks4", "upper", centre + reach, 1)
    draw.put("five_a_star_c_gap", -26 + 11 * (0.5 * draw.progress + 0.87 * draw.noise()), 0)
    for name in ("five_a_star_c_english_maths", "five_a_star_c", "cva_ks2_ks4"):
        draw.put_part(name, "n", draw.cohort)
    # What the score was shrunk from: pupils' points, and those that the model predicts.
    between, within = CVA_VARIANCES
    residual = (centre - 1000) * (draw.cohort * between + within) / (draw.cohort * between)
    draw.put("best_eight_predicted", 318 + 22 * (draw.attainment - 0.62 * draw.progress) + 4 * draw.more_noise(), 2)
    draw.put("best_eight_points", draw.numbers("best_eight_predicted") + residual, 2)


def parts_of_points(draw: Drawing) -> None:
    """Grades in maths, and the parts of the EBacc average point score: the published score follows from them."""
    best = np.round(draw.cohort * share(-1.4 + 0.9 * draw.attainment + 0.15 * draw.more_noise()) / 100)
    none = np.round((draw.cohort - best) * share(-3.6 - 0.6 * draw.attainment) / 100)
    low = np.round((draw.cohort - best - none) * share(-0.7 - 0.8 * draw.attainment) / 100)
    counts = {"grades_7_to_9": best, "grades_4_to_6": draw.cohort - best - none - low, "grades_1_to_3": low}
    for name, pupils in (counts | {"no_grade": none}).items():
        draw.put(f"maths_{name}", pupils, 0)
    points = 6 * draw.numbers("ebacc_average_points")
    shares = {"english": 0.185, "maths": 0.18, "sciences": 0.36, "humanities": 0.15}
    for pillar, part in shares.items():
        draw.put(f"ebacc_{pillar}", points * part * (1 + 0.02 * draw.more_noise()), 2)
    draw.put("ebacc_language", points - sum(draw.numbers(f"ebacc_{pillar}") for pillar in shares), 2)


def gaps(draw: Drawing) -> None:
    """Results of disadvantaged and of other pupils, this year and the last, and the gaps that follow."""
    few = np.round(draw.cohort * draw.disadvantaged / 100)
    reach = 9 / np.sqrt(np.maximum(few, 4))  # gaps of few pupils swing more
    own = 0.75 * draw.progress + 0.66 * draw.noise()
    inside = 12.0 - 2.2 * own + reach * draw.noise()
    whole, part = draw.numbers("attainment_8"), few / draw.cohort
    draw.put("attainment_8_disadvantaged", whole - (1 - part) * inside)
    draw.put("attainment_8_other", whole + part * inside)
    now = {who: draw.numbers(f"attainment_8_{who}") for who in ("disadvantaged", "other")}
    risen = 0.4 + 1.6 * draw.noise() + reach * draw.noise()
    draw.put("attainment_8_disadvantaged_last_year", now["disadvantaged"] - risen)
    draw.put("attainment_8_other_last_year", now["other"] - 0.2 - 1.2 * draw.more_noise())
    draw.put("attainment_8_gap", now["disadvantaged"] - _OTHERS[0])
    before = draw.numbers("attainment_8_disadvantaged_last_year") - _OTHERS[1]
    draw.put("attainment_8_gap_change", draw.numbers("attainment_8_gap") - before)
    draw.put("progress_8_gap", -0.52 + 0.42 * own + 0.1 * reach * draw.noise(), 2)
    for name in ("attainment_8_gap", "attainment_8_gap_change", "progress_8_gap", "five_a_star_c_gap"):
        draw.put_part(name, "n", few)
    for who, pupils in (("disadvantaged", few), ("other", draw.cohort - few)):
        for name in (f"attainment_8_{who}", f"attainment_8_{who}_last_year"):
            draw.put_part(name, "n", pupils)
            draw.put_part(name, "standard_error", _ATTAINMENT_SPREAD / np.sqrt(np.maximum(pupils, 1)), 2)
