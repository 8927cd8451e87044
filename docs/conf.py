"""Sphinx builds the site from the Markdown pages where they stand: ``make docs``.

The source folder is the project's, so that links from a page to the changes, an example or a benchmark are links in the
site too, and are checked with the rest.
"""

import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from reportcard.version import __version__  # noqa: E402  the folder above holds docs, the package is installed

project = "reportcard"
version = release = __version__
language = "en"

extensions = ["myst_parser", "docs.site_pages"]
source_suffix = {".md": "markdown"}
root_doc = "docs/index"
include_patterns = ["docs/**", "CHANGELOG.md", "CONTRIBUTING.md", "bench/README.md", "examples/*/README.md"]
exclude_patterns = [".*", "src", "tests", "demo", "**/__pycache__"]

# A reference that leads nowhere is a warning, and make docs makes an error of every warning.
nitpicky = True
myst_heading_anchors = 4
myst_enable_extensions = ["attrs_inline"]
# A file that is no page, such as an example, is linked as a download; other links are web addresses or pages.
myst_url_schemes = ["http", "https", "mailto"]
highlight_language = "none"
smartquotes = False  # two hyphens before an option are two hyphens

html_theme = "furo"
html_title = f"reportcard {__version__}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_theme_options = {"navigation_with_keys": True}
