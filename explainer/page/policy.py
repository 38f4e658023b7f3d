"""What a page of ours may do in a browser, written into the page as its Content-Security-Policy.

Nothing is asked of any machine, and only scripts run that the page was made with: a script that
came in with somebody's text does not know the page's nonce.
"""

import hashlib
import re
from collections.abc import Iterable

from explainer.page.media import Html

_USUAL = {
    "default-src": ("'none'",),
    "connect-src": ("'none'",),
    "style-src": ("'unsafe-inline'",),
    "img-src": ("data:",),
    "font-src": ("data:",),
    "base-uri": ("'none'",),
    "form-action": ("'none'",),
}
#: What a map that may use the network loads besides: files of plugins, their data, pictures.
_LOADED = ("script-src", "connect-src", "style-src", "img-src", "font-src", "media-src")


def nonce(*parts: str) -> str:
    """Return a word that nobody knows who wrote a part of these, and that is always the same.

    >>> nonce("<p>One</p>", "two") == nonce("<p>One</p>", "two") != nonce("<p>Other</p>", "two")
    True
    """
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def policy(scripts: str = "'none'", *, images: Iterable[str] = (), network: bool = False) -> Html:
    """Return the policy of a page as the element that belongs first into its head.

    Parameters
    ----------
    scripts : str
        Which may run: ``"'nonce-…'"`` those with a nonce; by default none.
    images : iterable of str
        Templates of addresses from which pictures may be loaded: ``"https://{s}.example/{z}"``.
    network : bool
        Allow files from anywhere, over HTTPS.

    Examples
    --------
    >>> str(policy(images=["https://{s}.tiles.example/{z}/{x}/{y}.png"])).split("; ")[3]
    'img-src data: https://*.tiles.example'
    """
    rules = _USUAL | {"script-src": (scripts,)}
    rules["img-src"] += tuple(dict.fromkeys(map(_host, images)))
    if network:
        for name in _LOADED:
            rules[name] = (*(rule for rule in rules.get(name, ()) if rule != "'none'"), "https:")
    said = "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in rules.items())
    return Html(f'<meta http-equiv="Content-Security-Policy" content="{Html.escape(said)}">')


def _host(template: str) -> str:
    found = re.match(r"https?://[^/\"';,\s]+", template.replace("{s}", "*"))
    return found[0] if found else "data:"
