"""Who acts and speaks."""

from explainer.story.records.fields import Ids, Record, Slug, Text


class Person(Record):
    """A person of the article, with the role held on the day."""

    name: Text
    also: tuple[Text, ...] = ()
    spelled: tuple[Text, ...] = ()
    role: Text
    body: Slug
    voice: Text
    mentions: Ids = ()


class Body(Record):
    """A state, organisation, outlet or group that acts or speaks."""

    name: Text
    short: Text | None = None
    what: Text
    party: Text
    mentions: Ids = ()
