"""Rules for drawing what is disputed: a reader chooses one, and the map follows."""

from typing import Any

import folium

from explainer.dates import day_words
from explainer.errors import StoryError
from explainer.maps.borders import BLANK, choices, legend, owners_map
from explainer.page import cards, words
from explainer.story import Story
from explainer.story.presets import Rule

_STRIPES = "“Both”: two views differ here, and both are drawn, in stripes."


def rules(story: Story, **base_options: Any) -> folium.Map:
    """Return a map on which a reader chooses the rule by which disputed areas are drawn.

    Whose views a rule draws stands in ``maps.toml``: one, two in stripes, none. The line
    under the map says who draws maps by that rule, and what the rule hides.

    Parameters
    ----------
    story : Story
    **base_options
        As of :func:`explainer.maps.base`.

    Raises
    ------
    StoryError
        If the story has no rules.

    Examples
    --------
    >>> ex.maps.rules(story).get_root().title
    '6 ways to draw 7 disputed areas'
    """
    known = _needed(story)
    ways, areas = words.many(len(known), "way"), words.many(len(story.units), "disputed area")
    title = f"{ways} to draw {areas}"
    options = {
        "disputed": False,
        "subtitle": "The line under the map says who draws maps so, and what the rule hides.",
        "hint": "Choose a rule.",
    }
    result = owners_map(story, title, options | base_options)
    offered = [(rule.name, rule.views, _caption(story, rule)) for rule in known]
    choices(story, result, offered, "Rule", "rule")
    drawn = dict.fromkeys(view for rule in known for view in rule.views)
    blank = [] if all(rule.views for rule in known) else [cards.swatch(BLANK, "left blank")]
    both = any(len(rule.views) > 1 for rule in known)
    legend(story, drawn, blank, _STRIPES if both else "").add_to(result)
    return result


def rules_table(story: Story) -> cards.Html:
    """Return a table of the rules: who draws maps so, and what each hides.

    Raises
    ------
    StoryError
        If the story has no rules.
    """
    rows = (
        [
            rule.name,
            " and ".join(story.view(view).name for view in rule.views) or "nobody",
            cards.join([rule.who, _cited(story, rule)], " "),
            words.capital(rule.hides),
        ]
        for rule in _needed(story)
    )
    head = ["Rule", "Whose view it draws", "Who draws maps so", "What it hides"]
    return cards.table("Rules for drawing disputed areas", head, rows)


def _needed(story: Story) -> tuple[Rule, ...]:
    if not story.maps.rules:
        raise StoryError(
            "This story has no rules for drawing disputed areas. If it should have some, add "
            "[[rules]] to maps.toml"
        )
    return story.maps.rules


def _cited(story: Story, rule: Rule) -> cards.Html:
    known = [atlas for atlas in story.atlases if atlas.id in rule.atlases]
    ids = [*rule.sources, *(id for atlas in known for id in atlas.sources)]
    return cards.cited(story, dict.fromkeys(ids))


def _caption(story: Story, rule: Rule) -> cards.Html:
    return cards.piece("rulefoot", rule=dict(rule), day=day_words(story.day))
