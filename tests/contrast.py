"""How well two colours can be told apart: WCAG 2.2, relative luminance and contrast ratio."""


def luminance(color: str) -> float:
    """Return the relative luminance of a colour written as #rrggbb."""
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a: str, b: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    light, dim = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dim + 0.05)
