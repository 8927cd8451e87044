"""Names of the two sides of a comparison: title and year of the frameworks, and what tells two of one name apart."""

from __future__ import annotations

from reportcard.analysis.sides import Side
from reportcard.render import comparison_messages
from reportcard.results.language import ENGLISH, Language
from reportcard.results.words import framework_title


def labels_of(old: Side, new: Side, language: Language = ENGLISH) -> tuple[str, str]:
    """The names of the sides where the caller gives none."""
    words = language.messages(comparison_messages)
    one, other = (framework_title(side.framework) for side in (old, new))
    if one != other:
        return one, other
    if old.own_weights != new.own_weights:
        told = [words.LABEL_OWN_WEIGHTS.format(title=one) if side.own_weights else one for side in (old, new)]
        if told[0] != told[1]:
            return told[0], told[1]
        return words.LABEL_FIRST.format(title=one), words.LABEL_SECOND.format(title=one)
    versions = [side.framework.version for side in (old, new)]
    if versions[0] != versions[1]:
        told = [language.say.FRAMEWORK_IS.format(framework=one, version=version) for version in versions]
        return told[0], told[1]
    return words.LABEL_FIRST_DATA.format(title=one), words.LABEL_SECOND_DATA.format(title=one)
