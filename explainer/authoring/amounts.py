"""What a number written in figures or English words comes to, as a range."""

import re

_COUNTED = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_ONES = {word: at for at, word in enumerate(_COUNTED.split())} | {"a": 1, "an": 1}
_ONES |= {word: 20 + 10 * at for at, word in enumerate(_TENS.split())}
_TIMES = {"dozen": 12, "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6}
_TIMES |= {"m": 10**6, "mn": 10**6, "billion": 10**9, "bn": 10**9, "trillion": 10**12, "tn": 10**12}
#: What stands before a number -> which of its two bounds it gives.
_BOUNDS = (
    (r"\b(?:at least|(?<!no )more than|over|no fewer than|no less than)\b", ("low",)),
    (
        r"\b(?:at most|up to|as many as|under|below|(?<!no )(?:less|fewer) than|no more than)\b",
        ("high",),
    ),
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_GROUPS = re.compile(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))")
_PAIR = re.compile(r"(?<=\d)[-–](?=\d)")
_MANY = re.compile(r"\b(?:tens|dozens|hundreds|thousands|millions|billions|several)\b")


def amount(words: str) -> dict[str, float]:
    """Return the bounds that the words of a number give: ``low``, ``high``, both or neither.

    >>> amount("about 1,200"), amount("At least two thousand"), amount("up to €5bn")
    ({'low': 1200, 'high': 1200}, {'low': 2000}, {'high': 5000000000})
    >>> amount("20–30"), amount("tens of thousands"), amount("two and a half million")
    ({'low': 20, 'high': 30}, {}, {'low': 2500000, 'high': 2500000})
    """
    said = words.lower()
    if _MANY.search(said):
        return {}
    plain = _GROUPS.sub("", said)
    given = [_value(part, plain) for part in _PAIR.split(plain)]
    if None in given:
        return {}
    for pattern, bounds in _BOUNDS:
        if re.search(pattern, said):
            return dict.fromkeys(bounds, given[0])
    return {"low": min(given), "high": max(given)}


def _words(part: str, whole: str) -> list[str]:
    words = re.findall(r"\d+(?:\.\d+)?|[a-z]+", part)
    if _FIGURE.search(part) and not set(words) & _TIMES.keys():
        words += [word for word in re.findall(r"[a-z]+", whole) if word in _TIMES][:1]
    return words


def _value(part: str, whole: str) -> int | float | None:
    """Return the value of one number; a unit of the second of a pair stands for both."""
    total, here, seen = 0.0, 0.0, False
    for word in _words(part.replace("and a half", "half"), whole):
        if _FIGURE.fullmatch(word) or word in _ONES:
            here += float(word) if word[0].isdigit() else _ONES[word]
            seen = seen or word not in ("a", "an")
        elif word == "half" and seen:
            here += 0.5
        elif word in _TIMES:
            here = (here or 1) * _TIMES[word]
            seen = True
            if _TIMES[word] >= 1000:
                total, here = total + here, 0
    return bare(total + here) if seen else None


def bare(value: float) -> int | float:
    """Return a number without a point where it is a whole one."""
    return int(value) if value.is_integer() else value
