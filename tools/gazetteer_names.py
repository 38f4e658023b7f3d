"""Names as GeoNames lists them: which to keep, and in which language they are.

GeoNames' alternate names come without a language. Ukrainian and Russian ones are told apart by
their letters and by how they read in Latin letters; when in doubt a name stays unlabelled.
"""

import re
import unicodedata
from functools import cache

from rapidfuzz import fuzz

from explainer.places.spelling import key

_UKRAINIAN = set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя' -")
_RUSSIAN = set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя -")
_MARKS = {"uk": set("ґєії"), "ru": set("ёы")}


def _table(pairs: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in pairs.split())


#: Ukrainian romanisation of Cabinet of Ministers resolution 55 (2010); "*" stands for г after з.
_KMU = _table(
    "а=a б=b в=v г=h ґ=g д=d е=e є=ie ж=zh з=z и=y і=i ї=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t "
    "у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ю=iu я=ia *=gh"
)
_KMU_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_RU = _table(
    "а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f "
    "х=kh ц=ts ч=ch ш=sh щ=shch ы=y э=e ю=yu я=ya"
)


@cache
def script(name: str) -> str:
    """Return ``"LATIN"``, ``"CYRILLIC"``, another script's name, or ``""`` if scripts mix."""
    scripts = {unicodedata.name(char, "?").split(" ")[0] for char in name if char.isalpha()}
    return scripts.pop() if len(scripts) == 1 else ""


def keep(name: str) -> bool:
    """Say whether an alternate name is one: not an airport code, nor another script spelled out.

    GeoNames holds many machine transliterations of names in other scripts; they start small.
    """
    if script(name) not in {"LATIN", "CYRILLIC"} or len(name) > 45 or not key(name):
        return False
    if re.fullmatch(r"[A-Z]{2,4}|.* (osh|ош)", name):
        return False
    return not name[0].islower()


def romanise(name: str) -> str:
    """Return a Ukrainian name in Latin letters (the official system of 2010).

    >>> romanise("Запоріжжя"), romanise("Кам'янець-Подільський"), romanise("Єнакієве")
    ('Zaporizhzhia', 'Kamianets-Podilskyi', 'Yenakiieve')
    """
    words = re.split(r"([ -])", name.replace("’", "'").replace("ʼ", "'"))
    return "".join(_romanise_word(word) for word in words)


def _romanise_word(word: str) -> str:
    if word in {" ", "-"}:
        return word
    lower = word.lower().replace("зг", "з*")  # зг is zgh, so that it is not read as ж (zh)
    text = "".join(
        _KMU_START.get(char, _KMU.get(char, "")) if at == 0 else _KMU.get(char, "")
        for at, char in enumerate(lower)
    )
    return text[:1].upper() + text[1:] if word[:1].isupper() else text


def _sound(name: str) -> str:
    """Return a key that is the same in all the romanisations in use: Haisyn is Haysyn."""
    return key(name).replace("y", "i").replace("ii", "i")


def _in_latin(name: str, language: str) -> str:
    if language == "uk":
        return _sound(romanise(name))
    return _sound("".join(_RU.get(char, "" if char in "ьъ" else char) for char in name.lower()))


def label(name: str, others: list[str], language: str, own: bool) -> str | None:
    """Return the Ukrainian or Russian name among a place's other names, if there is no doubt.

    Parameters
    ----------
    name : str
        The place's name in Latin letters.
    others : list of str
        Its alternate names.
    language : str
        ``"uk"`` or ``"ru"``.
    own : bool
        Whether `name` itself comes from that language. Then the name that reads most like it is
        taken; else only a name without a rival that has letters of that language alone.

    Returns
    -------
    str or None
        A name written only with that language's letters that reads like `name`.

    Examples
    --------
    >>> label("Simferopol", ["Сімферопаль", "Сімферополь", "Симферополь"], "uk", own=True)
    'Сімферополь'
    >>> label("Paris", ["Париж", "Париз", "Парыж"], "ru", own=False) is None
    True
    """
    letters = _UKRAINIAN if language == "uk" else _RUSSIAN
    # GeoNames writes a Russian soft sign as an apostrophe, a Ukrainian one mostly not at all.
    soft = len(re.findall("['’]", name)) if language == "ru" else 9
    found = sorted(
        (
            fuzz.ratio(_in_latin(other, language), _sound(name)),
            len(_MARKS[language] & set(other.lower())),
            -abs(other.count("ь") - soft),
            other,
        )
        for other in {item.replace("’", "'") for item in others}
        if script(other) == "CYRILLIC"
        and set(other.lower()) <= letters
        and not other.endswith("ъ")  # spelled as before 1918
    )
    found = [item for item in found if item[0] >= 80]
    if not found or (len(found) > 1 and (not own or found[-1][:3] == found[-2][:3])):
        return None
    likeness, marks, _, best = found[-1]
    return best if marks or (own and likeness >= 95) else None
