"""Words that are spelled like places and mostly are none: plain English words, people's names."""

import gazetteer_sources as sources

#: How many people of 100,000 bear a name, at least, for it to count as one.
GIVEN_IN, SURNAME_IN = 4, 6
#: The same for a name that is a person's first of all.
FREQUENT_IN = 50


def lists(keys: set[str]) -> dict[str, list[str]]:
    """Return the plain words, given names and surnames of English.

    Surnames only where they are among `keys`, or plain words.
    """
    common = set(sources.plain_words())
    return {
        "common": sorted(common),
        "given": sorted({name for name, many in sources.given_names() if many >= GIVEN_IN}),
        "frequent": sorted({name for name, many in sources.given_names() if many >= FREQUENT_IN}),
        "surname": sorted(
            name
            for name, many in sources.surnames()
            if many >= SURNAME_IN and (name in keys or name in common)
        ),
    }
