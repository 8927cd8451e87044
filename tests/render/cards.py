"""Report cards built by hand, for tests of what is made from a card: no engine, no framework document."""

from __future__ import annotations

from typing import Any

from reportcard.indicators.status import Status
from reportcard.results.card import (
    About,
    Band,
    Certainty,
    Earlier,
    FrameworkRef,
    Interval,
    NodeResult,
    ReportCard,
    RuleTrace,
    SchoolRef,
    SimilarSchool,
)

_OTHERS = "most schools."
LETTERS = (
    Band(grade="A", label="Very strong", meaning=f"Much better than {_OTHERS}", colour="#12508f", start=75.0),
    Band(grade="B", label="Strong", meaning=f"Better than {_OTHERS}", colour="#7fb2e5", start=60.0),
    Band(grade="C", label="In the middle", meaning=f"About as well as {_OTHERS}", colour="#d9dbdc", start=45.0),
    Band(grade="D", label="Below the middle", meaning=f"Less well than {_OTHERS}", colour="#f0a35e", start=30.0),
    Band(grade="E", label="Weak", meaning=f"Much less well than {_OTHERS}", colour="#9c3d00"),
)
INSPECTION = (
    Band(grade="Outstanding", meaning="The inspectors found an excellent school.", colour="#12508f", start=100.0),
    Band(grade="Good", meaning="The inspectors found a good school.", colour="#7fb2e5", start=75.0),
    Band(grade="Requires improvement", meaning="The school has to get better.", colour="#f0a35e", start=40.0),
    Band(grade="Inadequate", meaning="The inspectors found serious problems.", colour="#9c3d00"),
)
FRAMEWORK = FrameworkRef(
    id="school-report-card-2009",
    version="1.0",
    title="School Report Card",
    authority="Project convention, after the Department for Children, Schools and Families and Ofsted (England)",
    year="2009",
    hash="sha256:8f2a6d1c4b7e90f35a1d2c3b4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071",
    variant="secondary",
    variant_title="Schools with results at 16",
    notes=(
        "The parts of the card are history; every number is our convention.",
        "Where a value is missing, its weight goes to the others of the same part. Missing is never zero.",
    ),
)


def grade_of(score: float, bands: tuple[Band, ...]) -> str:
    """The grade of a score."""
    return next(band.grade for band in bands if band.start is None or score >= band.start)


def leaf(
    node: str, title: str, weight: float | None, value: float | None, ends: tuple[float, float], **more: Any
) -> NodeResult:
    """A measure on goalposts, or a missing one where ``value`` is None."""
    about = {
        key: more.pop(key)
        for key in ("unit", "direction", "definition", "source", "bands", "description")
        if key in more
    }
    low, high = ends
    score = None if value is None else min(100.0, max(0.0, (value - low) / (high - low) * 100))
    status = more.pop("status", Status.AVAILABLE if value is not None else Status.MISSING)
    return NodeResult(
        id=node,
        about=About(
            title=title,
            how=f"{low:g} is 0 points and {high:g} is 100 points, in a straight line between them.",
            weight=weight,
            weight_standing="convention",
            weight_source="prospectus-2009",
            scale_low=0.0,
            scale_high=100.0,
            **about,
        ),
        indicators=(node,),
        value=value,
        score=score,
        status=status,
        reason="" if score is not None else status.words,
        grade=None if score is None or "bands" not in about else grade_of(score, about["bands"]),
        **more,
    )


def mean(node: str, title: str, weight: float | None, children: tuple[NodeResult, ...], **more: Any) -> NodeResult:
    """A weighted mean, rounded, with the weights of missing children spread over the others."""
    rounding, decimals = more.pop("rounding", 0.1), more.pop("decimals", 1)
    needs = more.pop("needs", 0.0)
    total = sum(child.about.weight or 0 for child in children if not child.about.beside)
    present = sum(child.about.weight or 0 for child in children if child.score is not None and not child.about.beside)
    children = tuple(_weighed(child, total, present) for child in children)
    exact = sum(child.contribution or 0 for child in children) if present > needs * total else None
    score = None if exact is None else int(exact / rounding + 0.5 + 1e-9) * rounding
    score = None if score is None else round(score, 6)
    status = Status.AVAILABLE if exact is not None else Status.INSUFFICIENT
    return NodeResult(
        id=node,
        about=About(
            title=title,
            kind="weighted_mean",
            weight=weight,
            weight_standing=None if weight is None else "convention",
            weight_source="" if weight is None else "prospectus-2009",
            rounding=rounding,
            decimals=decimals,
            bands=LETTERS,
            cut_standing="convention",
            scale_low=0.0,
            scale_high=100.0,
            how="The parts with a score, each with its weight.",
            description=more.pop("description", ""),
        ),
        score=score,
        score_before=None if exact is None or exact == score else exact,
        status=status,
        reason="" if exact is not None else status.words,
        coverage=sum((child.about.weight or 0) / total * _coverage(child) for child in children),
        grade=None if score is None else grade_of(score, LETTERS),
        children=children,
        **more,
    )


def _coverage(child: NodeResult) -> float:
    return 0.0 if child.score is None else 1.0 if child.coverage is None else child.coverage


def _weighed(child: NodeResult, total: float, present: float) -> NodeResult:
    weight = child.about.weight or 0
    applied = weight / present if child.score is not None and present else 0.0
    about = child.about.model_copy(update={"weight_share": weight / total if total else None})
    return child.model_copy(
        update={
            "about": about,
            "weight_applied": applied,
            "contribution": None if child.score is None else applied * child.score,
        }
    )


def tree(**values: Any) -> NodeResult:
    """The parts of a secondary school's card."""
    grades = {"unit": "grades per subject", "source": "Department for Education, key stage 4 performance 2018/19"}
    points, share = {"unit": "points"}, {"unit": "%"}
    progress = mean("progress", "Progress", 30, (
        leaf("progress_8", "Progress in eight subjects, from 11 to 16", 60, values.get("progress_8", 0.27), (-1, 1),
             n=184, lower=0.08, upper=0.46, definition="Progress 8, 2019 definition", **grades),
        leaf("progress_8_english", "Progress in English, from 11 to 16", 20, values.get("p8_english", 0.31),
             (-1.2, 1.2), lower=0.1, upper=0.52, **grades),
        leaf("progress_8_maths", "Progress in maths, from 11 to 16", 20, -0.12, (-1.2, 1.2), **grades),
    ), description="How far pupils come, compared with pupils in England who had the same results before.")  # fmt: skip
    attainment = mean("attainment", "Attainment", 20, (
        leaf("attainment_8", "Points in eight subjects at 16", 50, values.get("attainment_8", 50.3), (29, 65), n=184,
             **points),
        leaf("grade_5_english_maths", "Strong passes in English and maths at 16", 25, 48.0, (5, 80), n=184, **share),
        leaf("ebacc_average_points", "Points in the core academic subjects at 16", 25, 4.41, (2.1, 6.1), n=184,
             **points),
    ), description="What pupils reach in tests and exams, wherever they started.")  # fmt: skip
    well_being = mean("well_being", "Well-being", 15, (
        leaf("overall_absence", "Lessons missed", 30, 5.1, (8.5, 2.5), direction="lower", **share),
        leaf("persistent_absence_10", "Pupils who miss a tenth of lessons or more", 30, 12.9, (27, 0),
             direction="lower", **share),
        leaf("fixed_period_exclusions", "Exclusions for a fixed time", 15, 4.0, (30, 0), unit="per 100 pupils",
             direction="lower"),
        leaf("pupils_feel_safe", "Pupils feel safe", 15, None, (70, 100), status=Status.NOT_COLLECTED, **share),
        leaf("bullying_dealt_with", "Bullying is dealt with", 10, None, (40, 95), status=Status.NOT_COLLECTED,
             **share),
    ), description="Whether pupils come to school, stay in school and feel safe there.")  # fmt: skip
    disadvantage = mean("disadvantage", "Difference made for disadvantaged pupils", 10, (
        leaf("attainment_8_gap", "Gap in points in eight subjects", 30, -11.2, (-26, 0), n=41, **points),
        leaf("progress_8_gap", "Gap in progress in eight subjects", 50, None, (-1.5, 0.5), status=Status.SUPPRESSED,
             code="SUPP", **grades),
        leaf("attainment_8_gap_change", "Change of the gap since last year", 20, 0.9, (-6, 6), **points),
    ), description="How disadvantaged pupils do, compared with other pupils in England.")  # fmt: skip
    views = mean("views", "What parents and pupils say", 10, (
        leaf("parents_satisfied", "Parents are satisfied", 50, None, (60, 100), status=Status.WITHHELD, rules=(
            RuleTrace(id="parents_satisfied/few_parents", effect="withhold", before="71.3", after="",
                      because="A few answers do not speak for all parents.",
                      text="Too few parents answered the survey."),), **share),
        leaf("pupils_satisfied", "Pupils are satisfied", 50, None, (50, 100), **share),
    ), description="Surveys of parents and pupils. One of the two is enough for a score.")  # fmt: skip
    ofsted = leaf(
        "ofsted",
        "Ofsted",
        10,
        2.0,
        (4, 1),
        bands=INSPECTION,
        unit="grade",
        direction="lower",
        description="The overall grade of the last inspection.",
    ).model_copy(update={"score": 75.0, "grade": "Good"})
    table = "By table: 1 gives 100, 2 gives 75, 3 gives 40, 4 gives 0."
    ofsted = ofsted.model_copy(update={"about": ofsted.about.model_copy(update={"how": table})})  # fmt: skip
    return mean(
        "overall", "Overall", None, (progress, attainment, well_being, disadvantage, views, ofsted),
        rounding=1.0, decimals=0, needs=0.6, rules=values.get("rules", ()),
        description="The parts, each with its weight.",
    )  # fmt: skip


def school_card(**changes: Any) -> ReportCard:
    """The card of an imaginary secondary school: complete but for some measures, with a part that is missing."""
    fields: dict[str, Any] = {
        "school": SchoolRef(id="100052", name="Hillside Academy"),
        "context": {"phase": "Secondary", "school_type": "Academy", "number_on_roll": "1,012"},
        "framework": FRAMEWORK,
        "engine_version": "0.1.0",
        "overall": tree(),
        "notes": ("Values of the file's year; three measures are not in the file.",),
    }
    return ReportCard(**{**fields, **changes})


def bare_card() -> ReportCard:
    """A school with hardly any data: no overall grade."""
    nothing = {"progress_8": None, "p8_english": None, "attainment_8": None}
    overall = tree(**nothing)
    parts = tuple(
        child if child.id in ("disadvantage", "ofsted") else _emptied(child) for child in overall.children
    )  # fmt: skip
    return school_card(overall=mean("overall", "Overall", None, parts, rounding=1.0, decimals=0, needs=0.6))


def _emptied(node: NodeResult) -> NodeResult:
    children = tuple(
        child.model_copy(update={"value": None, "score": None, "status": Status.NOT_PUBLISHED,
                                 "reason": Status.NOT_PUBLISHED.words, "code": "NP", "lower": None, "upper": None,
                                 "n": None, "contribution": None})
        for child in node.children
    )  # fmt: skip
    again = mean(node.id, node.about.title, node.about.weight, children, description=node.about.description)
    return again.model_copy(update={"status": Status.NOT_PUBLISHED, "reason": Status.NOT_PUBLISHED.words})


def profile_card() -> ReportCard:
    """A framework that scores nothing: measures side by side."""

    def measure(node: str, title: str, value: float | None, **more: Any) -> NodeResult:
        unit = more.pop("unit", "%")
        status = Status.AVAILABLE if value is not None else Status.NOT_COLLECTED
        return NodeResult(id=node, about=About(title=title, unit=unit), value=value, score=value, status=status,
                          reason="" if value is not None else status.words, **more)  # fmt: skip

    def part(node: str, title: str, *children: NodeResult) -> NodeResult:
        return NodeResult(id=node, about=About(title=title, kind="profile"), children=children, coverage=1.0,
                          status=Status.NOT_APPLICABLE, reason=Status.NOT_APPLICABLE.words)  # fmt: skip

    overall = part(
        "overall", "School Report Card",
        part("attainment", "Pupil attainment",
             measure("five_a_star_c", "Five good GCSEs", 61.0, n=180), measure("ks4", "Average points at 16", 412.6,
                                                                                unit="points")),
        part("progress", "Pupil progress",
             measure("cva", "Progress from 11 to 16 (1000 is as expected)", 1012.3, unit="points", lower=1003.2,
                     upper=1021.4),
             measure("expected_progress_english", "Expected progress in English", None)),
    )  # fmt: skip
    return school_card(
        overall=overall, framework=FRAMEWORK.model_copy(update={"id": "england-2009-prospectus", "variant_title": ""})
    )


def ruled_card() -> ReportCard:
    """A card on which rules fired: points off, a cap, a grade that a rule set, a note."""
    rules = (
        RuleTrace(id="overall/participation", effect="subtract", before="62.03", after="59.03",
                  because="Fewer than 95 % of the pupils took part.", text="3 points were taken off."),
        RuleTrace(id="overall/inspection", effect="note",
                  because="The card shows both and changes neither.",
                  text="Ofsted judged it inadequate. Read the inspection report too."),
        RuleTrace(id="overall/last_year", effect="floor", before="C", after="B",
                  because="No fall of more than two letters.", text="The grade was raised to B."),
    )  # fmt: skip
    overall = tree()
    before = sum(child.contribution or 0 for child in overall.children)
    after = int(before - 3 + 0.5)
    rules = (
        rules[0].model_copy(update={"before": f"{before:.4f}", "after": f"{before - 3:.4f}"}),
        *rules[1:],
    )
    return school_card(
        overall=overall.model_copy(
            update={"rules": rules, "score": float(after), "score_before": before, "grade": "B"}
        )
    )  # fmt: skip


def own_weights_card() -> ReportCard:
    """A card scored with weights that the caller gave."""
    overall = tree()
    changed = tuple(
        child.model_copy(update={"about": child.about.model_copy(update={"weight_standing": "caller"})})
        for child in overall.children
    )
    return school_card(
        overall=overall.model_copy(update={"children": changed}),
        own_weights={"progress": 0.4, "attainment": 0.6},
    )


def _graded(score: float | None) -> str | None:
    return None if score is None else grade_of(score, LETTERS)


def _with_history(node: NodeResult, scores: tuple[float | None, ...]) -> NodeResult:
    """A node with earlier years; the method changed after the second."""
    earlier = tuple(
        Earlier(year=str(2009 - len(scores) + at), score=score, grade=_graded(score), comparable=at != 1,
                note="New exams counted from then on." if at == 1 else "",
                reason="not published" if score is None else "")
        for at, score in enumerate(scores)
    )  # fmt: skip
    return node.model_copy(update={"earlier": earlier})


def history_card() -> ReportCard:
    """The same school with all that a card can have: ranges, chances of grades, earlier years and similar schools."""
    overall = tree()
    interval = Interval(low=56.4, high=65.2)
    progress = _with_history(overall.children[0], (None, 51.0, 54.2, 58.0)).model_copy(
        update={"interval": Interval(low=58.1, high=65.9)}
    )
    overall = _with_history(overall, (None, 50.0, 55.0, 57.0)).model_copy(
        update={"interval": interval, "grade_probabilities": {"B": 0.86, "C": 0.14},
                "children": (progress, *overall.children[1:])}
    )  # fmt: skip
    scores = (58.0, 66.0, 44.0, None, 52.0, 71.0, 57.0, 49.0)
    similar = tuple(
        SimilarSchool(id=str(200 + at), name=None if at == 1 else f"Similar School {at}", score=score,
                      grade=_graded(score))
        for at, score in enumerate(scores)
    )  # fmt: skip
    certainty = Certainty(draws=2000, seed=7, without_error=("ofsted",), rules={"overall/inspection": 0.25})
    return school_card(overall=overall, similar=similar, certainty=certainty)


def small_card() -> ReportCard:
    """A card with every kind of text in it, and no more: for tests that render hundreds."""
    unit = {"unit": "points", "definition": "How it is counted", "source": "Where it is from", "description": "What"}
    rule = RuleTrace(
        id="overall/r", effect="floor", before="C", after="B", because="Why it exists", text="It was raised."
    )
    part = mean("progress", "Progress", 60, (
        leaf("p", "Present", 50, 0.27, (-1, 1), n=184, lower=0.08, upper=0.46, bands=LETTERS, **unit),
        leaf("m", "Missing", 50, None, (-1, 1), status=Status.SUPPRESSED, code="SUPP", **unit),
    ), description="How far pupils come.")  # fmt: skip
    other = leaf("o", "Other", 40, 2.0, (4, 1), bands=INSPECTION, **unit)
    overall = mean("overall", "Overall", None, (part, other), rounding=1.0, decimals=0, rules=(rule,))
    overall = overall.model_copy(
        update={"interval": Interval(low=40.0, high=70.0), "grade_probabilities": {"B": 0.6, "C": 0.4},
                "earlier": (Earlier(year="2008", score=50.0, grade="C", comparable=False, note="Why"),)}
    )  # fmt: skip
    return school_card(
        overall=overall,
        reference="england-2019",
        own_weights={"progress": 0.6, "o": 0.4},
        similar=(SimilarSchool(id="200", name="Similar", score=50.0, grade="C"),),
        certainty=Certainty(),
    )


CARDS = {
    "school": school_card, "bare": bare_card, "profile": profile_card, "ruled": ruled_card,
    "own_weights": own_weights_card, "history": history_card,
}  # fmt: skip
