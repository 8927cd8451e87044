"""Hostile text, made here: seeds of every kind, each inside every wrapper that tries to break out of its surroundings.

Code in a seed calls ``ran(number)``, so that a browser test can tell whether any of it was executed; the number tells
which. Every string has its number in it, so that finding a string means finding this one and no other.
"""

from __future__ import annotations

from functools import cache

_MARKUP = (
    "<script>ran({n})</script>",
    "<img src=x onerror=ran({n})>",
    "<svg/onload=ran({n})>",
    "<svg><script>ran({n})</script></svg>",
    "<math><mi xlink:href=javascript:ran({n})>m</mi></math>",
    "<iframe srcdoc='<script>parent.ran({n})</script>'></iframe>",
    "<iframe src=javascript:parent.ran({n})></iframe>",
    "<object data=//evil.invalid/{n}></object>",
    "<embed src=//evil.invalid/{n}>",
    "<link rel=stylesheet href=//evil.invalid/{n}.css>",
    "<base href=//evil.invalid/{n}/>",
    "<meta http-equiv=refresh content=0;url=//evil.invalid/{n}>",
    "<form action=//evil.invalid/{n}><input autofocus onfocus=ran({n})></form>",
    "<details open ontoggle=ran({n})>d</details>",
    "<video src=//evil.invalid/{n} onerror=ran({n})></video>",
    "<body onload=ran({n})>",
    "<template><b>{n}</b></template>",
    "<plaintext>{n}",
    "<!-- {n}",
    "<![CDATA[{n}]]>",
    "<?xml version={n}?>",
    "<!DOCTYPE x{n}>",
    "<b>{n}</b>",
    "</p></td></tr></table></section></main>{n}",
    "</title><h1>{n}</h1>",
    "</style><script>ran({n})</script>",
    "&lt;b&gt;{n}",
    "&#60;script&#62;ran({n})&#60;/script&#62;",
    "&amp;amp;{n}&nbsp;&copy;&notanentity;",
    "<{n}",
    "a < b > c & d {n}",
)
_ATTRIBUTES = (
    "x onmouseover=ran({n}) y",
    'x" onfocus="ran({n})" autofocus="',
    "x' onclick='ran({n})'",
    'x" style="background:url(//evil.invalid/{n})',
    'x" id="result" class="big{n}',
    "`onload=ran({n})`",
    "x/onerror=ran({n})//",
)
_ADDRESSES = (
    "javascript:ran({n})",
    "JaVaScRiPt:ran({n})",
    "java\tscript:ran({n})",
    "vbscript:ran({n})",
    "data:text/html,<script>ran({n})</script>",
    "//evil.invalid/{n}",
    "https://evil.invalid/{n}?a=1&b=2#c",
    "www.evil{n}.invalid",
    "../../{n}",
    "%3Cscript%3Eran({n})%3C/script%3E",
)
_STYLES = (
    "red;background:url(//evil.invalid/{n})",
    "}}*{{display:none}}/*{n}*/",
    "@import '//evil.invalid/{n}';",
    "expression(ran({n}))",
    "var(--ink{n})",
    "\\3c script{n}",
    "/*{n}*/",
)
_TEMPLATES = (
    "{{{{ 7*{n} }}}}",
    "{{% for x in range({n}) %}}x{{% endfor %}}",
    "{{# {n} #}}",
    "${{{n}}}",
    "#{{{n}}}",
    "<%= {n} %>",
    "%(n{n})s %s %d 100%",
    "{{0}}{{name{n}}}",
    "{{{{''.__class__.__mro__[{n}]}}}}",
    "$(touch /tmp/{n})",
)
_MARKDOWN = (
    "# {n}",
    "{n}. first",
    "{n}) first",
    "- item {n}",
    "+ item {n}",
    "* item {n}",
    "> quote {n}",
    "    code {n}",
    "```{n}",
    "~~~{n}",
    "`code {n}`",
    "**bold {n}**",
    "_italic {n}_",
    "~~gone {n}~~",
    "==marked {n}==",
    "^up{n}^ ~down~",
    "[link {n}](javascript:ran({n}))",
    "![image {n}](//evil.invalid/{n}.png)",
    "[ref {n}][1]",
    "[1]: //evil.invalid/{n}",
    "[^{n}] and [^{n}]: note",
    "*[HTML]: {n}",
    "<https://evil.invalid/{n}>",
    "a | b | {n}",
    "|---|--{n}|",
    "--- {n}",
    "=== {n}",
    "===={n}",
    "- [ ] task {n}",
    "{{: onclick=ran({n}) .x #result }}",
    "!!! note {n}",
    ": definition {n}",
    ":smile{n}: :+1:",
    "$x_{n}$ and $$y$$",
    "@someone{n} #{n} GH-{n}",
    "back\\slash{n}\\",
    "\\*{n}\\*",
    "~{n}~ --{n}-- ...",
    "1986\\. {n}",
)
_HIDDEN = (
    "a\u202eb{n}\u202cc",
    "\u2066left{n}\u2069",
    "\u200fright{n}\u200e",
    "zero\u200bwidth{n}",
    "soft\u00adhyphen{n}",
    "\ufeffmark{n}",
    "nul\x00{n}",
    "\x1b[31m{n}\x1b[0m",
    "\x07bell{n}\x9b31m",
    "line{n}\u2028next\u2029next",
    "line{n}\nnext\r\nnext\rnext",
    "tab{n}\tnext\x0b\x0cnext",
    "tag\U000e0041{n}",
    "\u00a0hard{n}\u3000wide ",
    "e\u0301\u0301\u0301{n}\u20dd",
    "\u0627\u0644\u0639\u0631\u0628\u064a\u0629 {n} \u05e2\u05d1\u05e8\u05d9\u05ea",
    "\U0001f469\u200d\U0001f3eb{n}\ufe0f",
    "none\ufffe{n}\ufdd0",
    "half\ud800{n}",
    "\u0130\u0131\u017f\u212a{n}\u1e9e",
)
_FORMULAS = (
    "=1+{n}",
    "+1+{n}",
    "-1+{n}",
    "@SUM({n})",
    "=HYPERLINK(\"//evil.invalid/{n}\",\"x\")",
    "=cmd|' /C calc{n}'!A0",
    "\uff1d1+{n}",
    "\uff0b1+{n}",
    "\uff0d1+{n}",
    "\uff20SUM({n})",
    "\t=1+{n}",
    "\r=1+{n}",
    "\n=1+{n}",
    " =1+{n}",
    "\u00a0=1+{n}",
    "\ufeff=1+{n}",
    "a,=1+{n},\"b\"",
    "a;=1+{n};b",
    "'=1+{n}",
    '"=1+{n}"',
)  # fmt: skip
SEEDS = (*_MARKUP, *_ATTRIBUTES, *_ADDRESSES, *_STYLES, *_TEMPLATES, *_MARKDOWN, *_HIDDEN, *_FORMULAS)

#: What may stand around a seed to end what it stands in: an attribute, an element, a comment, a cell, a line, a span.
WRAPPERS = (
    ("", ""),
    ('">', '<"'),
    ("'>", "<'"),
    ("--><i>", "</i><!--"),
    ("]]>", "<![CDATA["),
    ("</textarea></title></style></script>", "<style>"),
    ("\n\n", "\n\n"),
    ("|", "|"),
    ("``` ", " ```"),
    ("](x) ", " ["),
    ("*_", "_*"),
    ("\\", "\\"),
    ("{{ ", " }}"),
    ("\u202e", "\u2066"),
    ("x ", "."),
    ("&", ";"),
)


@cache
def corpus() -> tuple[str, ...]:
    """Every seed in every wrapper, each with its own number."""
    made = (
        before + seed.format(n=1000 + number * len(WRAPPERS) + at) + after
        for number, seed in enumerate(SEEDS)
        for at, (before, after) in enumerate(WRAPPERS)
    )
    return tuple(made)


@cache
def writable() -> tuple[str, ...]:
    """The strings that can be written to a file: without half a character."""
    return tuple(
        text for text in corpus() if text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
    )
