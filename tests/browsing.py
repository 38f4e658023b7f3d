"""What tests of pages share: what bars a reader, and when a page has drawn what it was to draw."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ElementHandle, Frame, Locator, Page

#: What is asked for one frame is drawn in the next.
_DRAWN = """() => document.fonts.ready.then(
  () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))"""
_AXE = """([part, rules, impacts]) => axe.run(part ?? document, {
  resultTypes: ["violations"], iframes: false, ...(rules && { runOnly: rules }),
}).then(({ violations }) => violations
  .filter(({ impact }) => impacts.includes(impact))
  .flatMap(({ id, nodes }) => nodes.map((node) => [id, node.html.slice(0, 200)])))"""
_KINDS = """(parts) => parts.flatMap((part) => [...part.querySelectorAll("*")])
  .filter((one) => one.checkVisibility())
  .flatMap((one) => [one.localName, ...one.classList])
  .filter((name) => !name.includes("-") || name.startsWith("ex-"))"""
#: What a theme can change of what axe-core finds.
BY_COLOUR = ["color-contrast", "link-in-text-block"]


def barriers(
    page: Page | Frame,
    part: str | dict[str, Any] | ElementHandle | None = None,
    rules: list[str] | None = None,
    *,
    slight: bool = False,
) -> list[list[str]]:
    """Return what axe-core finds serious or critical, or anything: the rule and the element."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    impacts = ["serious", "critical", *(["moderate", "minor", None] if slight else [])]
    return page.evaluate(_AXE, [part, rules, impacts])


def kinds(parts: Locator) -> set[str]:
    """Return what parts of a page are made of: names of elements, and of our own classes."""
    return {*parts.evaluate_all(_KINDS)}


def drawn(page: Page | Frame) -> None:
    """Wait until a page has drawn what was asked of it."""
    page.evaluate(_DRAWN)
