"""What every page of a site shows beside its own matter, in the site's language."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reportcard.render import site_messages
from reportcard.render.appendix import Swatch, swatches
from reportcard.render.html import environment
from reportcard.render.index import Link
from reportcard.render.tags import Look, look_of
from reportcard.render.view import framework_facts
from reportcard.results.card import NodeResult
from reportcard.results.cards import ReportCards
from reportcard.results.language import ENGLISH, Language
from reportcard.results.text import visible
from reportcard.results.words import framework_title
from reportcard.version import __version__

if TYPE_CHECKING:
    from markupsafe import Markup

#: Folder of the list of all schools.
EVERYONE = "schools"


@dataclass(frozen=True)
class Chrome:
    """What every page of the site shows beside its own matter.

    Attributes:
        framework: Title of the framework.
        authority: Who issued it.
        facts: Framework, version, hash.
        swatches: Colours of the grades.
        sections: The parts of the site, as links from its root.
        language: The language of the pages.
    """

    framework: str
    authority: str
    facts: tuple[tuple[str, str], ...]
    swatches: tuple[Swatch, ...]
    sections: tuple[Link, ...]
    language: Language = ENGLISH

    @property
    def words(self) -> SimpleNamespace:
        """The language's words for :mod:`reportcard.render.site_messages`."""
        return self.language.messages(site_messages)

    @property
    def look(self) -> Look:
        """How its grades are shown."""
        return look_of(language=self.language)

    def nav(self, depth: int, here: str = "") -> tuple[Link, ...]:
        """The links to the parts of the site from a page that lies some folders deep; ``here`` is the page's file."""
        up = "../" * depth
        return tuple(Link(link.words, "" if link.file == here else up + link.file) for link in self.sections)

    def page(self, template: str, here: str, **matter: Any) -> str:
        """A page at the root of the site.

        Args:
            template: Name of its template.
            here: Its file.
            matter: What the template shows beside the chrome.
        """
        spoken = self.language
        given = {"words": self.words, "lang": spoken.code, "dir": spoken.direction, **matter}
        made = environment(language=spoken).get_template(template)
        return made.render(chrome=self, nav=self.nav(0, here), swatches=self.swatches, filled=filled, **given)

    def count(self, number: int) -> str:
        """A whole number, in groups of digits."""
        return self.language.count(number)

    def share(self, share: float) -> str:
        """A share of 1 as a percentage with one decimal."""
        return self.language.share(share)


def chrome_of(cards: ReportCards, language: Language) -> Chrome:
    """The chrome of a site of these cards."""
    framework, words = cards.makers[-1].framework, language.messages(site_messages)
    computed = (language.say.FACT_ENGINE, words.COMPUTED_WITH.format(version=__version__))
    return Chrome(
        framework=framework_title(framework),
        authority=visible(framework.authority),
        facts=(*framework_facts(framework, look_of(language=language)), computed),
        swatches=_swatches(cards),
        sections=(
            Link(words.OVERVIEW, "index.html"),
            Link(words.ALL_SCHOOLS, f"{EVERYONE}/index.html"),
            Link(words.METHOD, "method.html"),
            Link(words.QUALITY, "data-quality.html"),
        ),
        language=language,
    )


def _swatches(cards: ReportCards) -> tuple[Swatch, ...]:
    """The colours of every grade of every variant."""
    abouts = (about for maker in cards.makers for about in maker.abouts if about.bands)
    return swatches(tuple(NodeResult.trusted({"id": "", "about": about}) for about in abouts))


def filled(message: str, **places: str) -> Markup:
    """A message as text of a page, with its places filled; links that a template made stay links."""
    from markupsafe import Markup

    return Markup(escape(message, quote=False)).format(**places)  # noqa: S704  its words are escaped, as places are
