"""The browser that tests share: one for each worker, Debian's or whichever is installed, cut off from every network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.matrix import Setting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Route

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = ("--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND")
#: Where a page is served. Nothing listens there: what the browser asks for is answered by the test.
ADDRESS = "http://card.invalid/"


class Tab:
    """A page of the browser, and what it tried to fetch and said on the way.

    Args:
        browser: The browser.
        options: Options of the browser's context.
    """

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        self.fetched: list[str] = []
        self.said: list[str] = []
        self._context: BrowserContext = browser.new_context(**options)
        self._html = ""
        self._context.route("**/*", self._answer)
        self.page: Page = self._context.new_page()
        self.page.on("dialog", lambda dialog: (self.said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.page.on("console", lambda message: self.said.append(f"console: {message.text}"))

    def open(self, html: str, medium: str = "screen") -> Page:
        """Load a page as a browser loads it from a server."""
        self._html = html
        self.fetched.clear()
        self.said.clear()
        self.page.emulate_media(media="print" if medium == "print" else "screen")
        self.page.goto(ADDRESS)
        return self.page

    def _answer(self, route: Route) -> None:
        if route.request.url == ADDRESS and route.request.is_navigation_request():
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        else:
            self.fetched.append(route.request.url)
            route.abort()


class Tabs:
    """Tabs of one browser, each opened once for its settings."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._open: dict[str, Tab] = {}

    def of(self, setting: Setting) -> Tab:
        """The tab of a reader's setting."""
        if setting.name not in self._open:
            self._open[setting.name] = Tab(self._browser, setting.options)
        return self._open[setting.name]

    @cached_property
    def without_policy(self) -> Tab:
        """A tab that ignores the pages' content security policy, so that nothing but escaping stands in the way."""
        return Tab(self._browser, {"bypass_csp": True, "viewport": {"width": 800, "height": 600}})


def _chromium() -> str:
    """Path of the browser; "" where there is none."""
    return os.environ.get("REPORTCARD_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), "")


@pytest.fixture(scope="session")
def tabs() -> Iterator[Tabs]:
    """Tabs of a browser without a network.

    Tests that need it are skipped where no Chromium is installed, and fail where ``REPORTCARD_REQUIRE_BROWSER=1`` says
    that one must be there.
    """
    path = _chromium()
    if not path:
        reason = "no Chromium is installed (on Debian: apt-get install chromium), and REPORTCARD_CHROMIUM names none"
        if os.environ.get("REPORTCARD_REQUIRE_BROWSER") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield Tabs(browser)
        browser.close()
