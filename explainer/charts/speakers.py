"""Who speaks how much in the article: quoted, read out by a spokesperson, reported, own voice."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import starmap

from matplotlib.patches import Rectangle

from explainer.charts import lettering
from explainer.charts.figure import Chart, Sheet, narrowing
from explainer.charts.palette import GREY, OCHRE, PAPER, SOFT, TEAL
from explainer.charts.room import MARGIN, columns
from explainer.page import cards, headlines, words
from explainer.story import Story
from explainer.story.records import Body, Statement

_TITLE = "Who speaks in the article, and how much"
_SUBTITLE = "Words inside quotation marks, of the whole quotation. A block is one quotation"
_CUT = "; + marks those our records cut short"
_OWN = "The article's own voice"
_HEAD = (
    *("Speaker", "Of", "Party", "Words in quotation marks", "Quotations", "Read out"),
    "Statements without quotation marks",
)
_NAMES, _SIDE, _ROW, _TOP, _GROUP, _SIZE = 250, 214, 40, 30, 30, 13
_INDENT, _BAR, _BESIDE = 12, 20, "without quotation marks"


class Voice:
    """What one speaker says in the article, `quoted` and `reported`: a row of the chart.

    ``count`` are words inside quotation marks, as far as the records know them; ``cut``, whether
    our record leaves words out without counting them; ``read_out``, how many quotations are a
    spokesperson's words about somebody else's.
    """

    def __init__(self, story: Story, items: Sequence[Statement]) -> None:
        self.name, self.body, self.party = _speaker(story, items[0])
        self.relays, room = story.words.relays, columns(_NAMES)
        self.quoted = [item for item in items if item.kind == "quotation"]
        self.reported = [item for item in items if item.kind != "quotation"]
        self.count = sum(map(words.spoken_words, self.quoted))
        self.cut = any(not s.spoken and any("…" in text for text in s.words) for s in self.quoted)
        self.read_out = sum(item.act in self.relays for item in self.quoted)
        self.names = lettering.wrap(self.name, room.words - 24, bold=True)
        self.bodies = lettering.wrap(self.body, room.words - 24, _SIZE)
        # As high as the lines of both, two at least, and what stands below them on a phone.
        more = lettering.height(len(self.names) + len(self.bodies) - 2, _SIZE)
        below = _BAR * bool(self.said()) + _BAR * bool(self.reported)
        self.height = room.height(_ROW + more, below)

    def said(self, exact: str = "{}+") -> str:
        """Return how much is quoted; `exact` is for a number of words that is too low."""
        if not self.quoted:
            return "" if self.party == _OWN else "not quoted"
        count = (exact if self.cut else "{}").format(self.count)
        how = ", read out" if self.read_out == len(self.quoted) else ""
        return (
            f"{count} word{'s' * (count != '1')}, {words.many(len(self.quoted), 'quotation')}{how}"
        )

    @property
    def told(self) -> str:
        """The same as a sentence."""
        rest = f"{words.many(len(self.reported), 'statement')} {_BESIDE}"
        said = [self.said("at least {}"), rest if self.reported else ""]
        return f"{self.name} ({self.body}): {', '.join(filter(None, said))}"

    @property
    def row(self) -> list[str | int]:
        """The same as a row of a table."""
        count = f"at least {self.count}" if self.cut else self.count
        numbers = count, len(self.quoted), self.read_out, len(self.reported)
        return [self.name, self.body, self.party, *numbers]

    def draw(self, sheet: Sheet, top: float, per_word: float) -> None:
        """Draw a block for every quotation, a box for every other statement."""
        y = sheet.write(MARGIN + _INDENT, top - 2, self.names, bold=True)
        y = sheet.write(MARGIN + _INDENT, y - 1, self.bodies, _SIZE, color=SOFT)
        room = columns(_NAMES)
        x, top = room.left + _INDENT * room.stacked, y + 3 if room.stacked else top
        for item in self.quoted:
            wide = words.spoken_words(item) * per_word
            relayed = item.act in self.relays
            look = {"fc": OCHRE, "hatch": "////"} if relayed else {"fc": TEAL}
            look |= {"ec": PAPER, "lw": 1.2, "gid": item.id}
            sheet.room.add_patch(Rectangle((x, top), wide, 20, **look))
            x += wide
        sheet.write(x + 7 if self.quoted else x, top + 1, self.said(), _SIZE)
        x, told = sheet.wide - MARGIN - _SIDE, words.many(len(self.reported), "statement")
        if room.stacked:
            top += _BAR * bool(self.said())
            x, told = MARGIN + _INDENT, f"{len(self.reported)} {_BESIDE}"
        for item in self.reported:
            box = Rectangle((x, top + 4), 11, 11, fc=PAPER, ec=GREY, lw=1.8, gid=item.id)
            sheet.room.add_patch(box)
            x += 16
        if self.reported:
            sheet.write(x + 4, top + 1, told, _SIZE)


class Party:
    """The speakers of one party, and in the chart the line above them.

    ``count`` are the words quoted of all of them together, ``total`` the same in words, if they are
    more than one.
    """

    height = _GROUP

    def __init__(self, name: str, voices: Sequence[Voice]) -> None:
        self.name, self.voices = name, voices
        self.count = sum(voice.count for voice in voices)
        more = "+" if any(voice.cut for voice in voices) else ""
        several = sum(bool(voice.quoted) for voice in voices) > 1
        self.total = f"{self.count}{more} words in all" * several

    @property
    def told(self) -> str:
        """What each of them says, as a sentence."""
        return f"{self.name}: {'; '.join(voice.told for voice in self.voices)}."

    def draw(self, sheet: Sheet, top: float, _: float) -> None:
        """Write the name and the sum over its speakers."""
        sheet.rule(top)
        sheet.write(MARGIN, top + 8, self.name, 13, bold=True, color=SOFT)
        x = sheet.wide - MARGIN if columns(_NAMES).stacked else MARGIN + _NAMES
        align = "right" if columns(_NAMES).stacked else "left"
        sheet.write(x, top + 8, self.total, _SIZE, color=SOFT, align=align)


@narrowing
def voices(story: Story, *, title: str = "") -> Chart:
    """Return who speaks how much in the article, by party and kind.

    Words are counted from the records. What is asserted for somebody without quotation marks, and
    what the article says in its own voice, is counted in statements.

    Parameters
    ----------
    story : Story
    title : str, optional
        A headline: what the chart is to show.

    Raises
    ------
    StoryError
        If nobody speaks in the article.

    Examples
    --------
    >>> ex.charts.voices(ex.load()).title.partition(":")[0]
    'In quotation marks'
    """
    inside = filter(lambda item: item.in_article, story.statements)
    inside = words.shown(story, inside, "statement of the article", "statements.toml")
    parties = _parties(_voices(story, inside))
    bands = [band for party in parties for band in (party, *party.voices)]
    everyone = [band for band in bands if isinstance(band, Voice)]
    silent = _silent(story, inside)
    foot = f"{silent} Counted in: {story.cite(story.article)}.".lstrip()
    cut = _CUT * any(voice.cut for voice in everyone)
    begin = _TOP * (not columns(_NAMES).stacked)
    height = begin + sum(band.height for band in bands)
    counted = headlines.quoted({party.name: party.count for party in parties})
    head = next(filter(None, (title, counted)))
    sheet = Sheet(head, f"{_TITLE}. {_SUBTITLE}{cut}.", foot, height)
    _write_heads(sheet)
    per_word = min(_room(voice) / max(voice.count, 1) for voice in everyone)
    for band, top in sheet.rows(bands, begin):
        band.draw(sheet, top, per_word)
    told = [f"{head}. {_TITLE}.", *(party.told for party in parties), silent]
    table = cards.table(_TITLE, _HEAD, [voice.row for voice in everyone])
    return sheet.chart(" ".join(told).rstrip(), table)


def _write_heads(sheet: Sheet) -> None:
    """Write what the two columns hold; on a phone there is one, and each row says it."""
    if not columns(_NAMES).stacked:
        sheet.write(sheet.wide - MARGIN - _SIDE, 0, words.capital(_BESIDE), bold=True)
        sheet.write(MARGIN + _NAMES, 0, "In quotation marks", bold=True)


def _silent(story: Story, inside: Iterable[Statement]) -> str:
    """Return who is named without being quoted."""
    speakers = {item.speaker for item in inside}
    names = words.listing(person.name for person in story.people if person.id not in speakers)
    return names and f"Named, but not quoted: {names}."


def _room(voice: Voice) -> float:
    """Return how long a bar may be so that its words fit after it."""
    side = _INDENT if columns(_NAMES).stacked else _SIDE
    return columns(_NAMES).wide - side - 24 - lettering.width(voice.said(), _SIZE)


def _voices(story: Story, inside: Iterable[Statement]) -> list[Voice]:
    """Return those who speak; a claim that rests on a quotation is counted there already."""
    found = defaultdict(list)
    for item in inside:
        own = item.voice != "attributed"
        if own or item.kind == "quotation" or not item.quotes:
            found[_OWN if own else item.speaker].append(item)
    return [Voice(story, items) for items in found.values()]


def _speaker(story: Story, item: Statement) -> tuple[str, str, str]:
    """Return who speaks, for whom, and of which party."""
    actor = story.actor(item.speaker)
    name, body = words.who(story, actor.id), "no person is named"
    if item.voice != "attributed":
        return name, "no speaker is named", _OWN
    if not isinstance(actor, Body):
        name, body, actor = actor.name, words.who(story, actor.body), story.actor(actor.body)
    return name, body, story.words.titles.get(actor.party, words.capital(actor.party))


def _parties(voices: Iterable[Voice]) -> list[Party]:
    """Return the speakers by party; who is quoted with most words comes first."""
    found = defaultdict(list)
    for voice in sorted(voices, key=lambda voice: (-voice.count, voice.name)):
        found[voice.party].append(voice)
    parties = starmap(Party, found.items())
    return sorted(parties, key=lambda it: (it.name == _OWN, -it.count, it.name))
