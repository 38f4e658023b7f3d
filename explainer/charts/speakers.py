"""Who speaks how much in the article: quoted, read out by a spokesperson, reported, own voice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from matplotlib.patches import Rectangle

from explainer.charts import lettering
from explainer.charts.figure import MARGIN, WIDTH, Chart, Sheet, drawing
from explainer.charts.palette import GREY, LINE, OCHRE, PAPER, SOFT, TEAL
from explainer.page import cards
from explainer.page import words as facts
from explainer.story import Story
from explainer.story.records import Body, Statement

TITLE = "Who speaks in the article, and how much"
_SUBTITLE = "Words inside quotation marks, of the whole quotation. A block is one quotation"
_CUT = "; + marks those our records cut short"
_OWN = "The article's own voice"
_NAMES, _SIDE, _ROW, _HEAD, _GROUP, _SIZE = 250, 214, 40, 30, 30, 12.5


@dataclass
class Voice:
    """What one speaker says in the article."""

    name: str
    body: str
    party: str
    quoted: list[Statement] = field(default_factory=list)
    reported: list[Statement] = field(default_factory=list)

    @property
    def words(self) -> int:
        """Words inside quotation marks, as far as the records know them."""
        return sum(map(count, self.quoted))

    @property
    def cut(self) -> bool:
        """Whether the records cut a quotation of this speaker short."""
        return any(map(shortened, self.quoted))


def count(statement: Statement) -> int:
    """Return how many words a quotation has, also those that our record leaves out if it knows.

    A mark that stands alone is no word.
    """
    return statement.spoken or sum(
        any(map(str.isalnum, word)) for text in statement.words for word in text.split()
    )


def shortened(statement: Statement) -> bool:
    """Return whether our record leaves words of the quotation out without counting them."""
    return not statement.spoken and any("…" in text for text in statement.words)


def read_out(statement: Statement) -> bool:
    """Return whether the words are a spokesperson's about somebody else's."""
    return statement.kind == "quotation" and statement.act == "reports"


@drawing
def voices(story: Story) -> Chart:
    """Return who speaks how much in the article, by party and kind.

    Words are counted from the records. What is asserted for somebody without quotation marks, and
    what the article says in its own voice, is counted in statements.

    Parameters
    ----------
    story : Story

    Returns
    -------
    Chart

    Raises
    ------
    ChartError
        If nobody speaks in the article.

    Examples
    --------
    >>> import explainer as ex
    >>> ex.charts.voices(ex.load()).title
    'Who speaks in the article, and how much'
    """
    inside = [item for item in story.statements if item.in_article]
    inside = facts.shown(story, inside, "statement of the article")
    groups = _groups(story, inside)
    silent = [p.name for p in story.people if p.id not in {item.speaker for item in inside}]
    notes = f"Named, but not quoted: {facts.listing(silent)}. " if silent else ""
    foot = f"{notes}Counted in: {story.cite(story.article)}."
    height = _HEAD + sum(_GROUP + _ROW * len(group) for group in groups.values())
    cut = any(voice.cut for group in groups.values() for voice in group)
    sheet = Sheet(TITLE, f"{_SUBTITLE}{_CUT * cut}.", foot, height)
    sheet.write(WIDTH - MARGIN - _SIDE, 0, "Without quotation marks", bold=True)
    sheet.write(MARGIN + _NAMES, 0, "In quotation marks", bold=True)
    per_word = min(_room(v) / max(v.words, 1) for group in groups.values() for v in group)
    top = float(_HEAD)
    for party, group in groups.items():
        sheet.line([MARGIN, WIDTH - MARGIN], [top, top], color=LINE, linewidth=1)
        sheet.write(MARGIN, top + 8, party, 13, bold=True, color=SOFT)
        sheet.write(MARGIN + _NAMES, top + 8, _total(group), _SIZE, color=SOFT)
        top += _GROUP
        for voice in group:
            _draw(sheet, voice, top, per_word)
            top += _ROW
    return Chart(TITLE, sheet.figure, _alt(groups, silent), _table(groups))


def _groups(story: Story, inside: Iterable[Statement]) -> dict[str, list[Voice]]:
    """Return the speakers by party; who is quoted with most words comes first."""
    found: dict[str, Voice] = {}
    for item in inside:
        own = item.voice != "attributed"
        name = _OWN if own else item.speaker
        voice = found.setdefault(name, _voice(story, item, own))
        if item.kind == "quotation":
            voice.quoted.append(item)
        elif not item.quotes or own:
            voice.reported.append(item)
    groups: dict[str, list[Voice]] = {}
    for voice in found.values():
        if voice.quoted or voice.reported:
            groups.setdefault(voice.party, []).append(voice)
    for group in groups.values():
        group.sort(key=lambda voice: (-voice.words, voice.name))
    return dict(
        sorted(
            groups.items(),
            key=lambda item: (item[0] == _OWN, -sum(voice.words for voice in item[1]), item[0]),
        )
    )


def _voice(story: Story, item: Statement, own: bool) -> Voice:
    actor = story.actor(item.speaker)
    if own:
        return Voice(facts.who(story, item.speaker), "no speaker is named", _OWN)
    if isinstance(actor, Body):
        return Voice(facts.who(story, actor.id), "no person is named", _party(actor))
    body = story.actor(actor.body)
    return Voice(actor.name, facts.who(story, body.id), _party(body))


def _party(body: Body) -> str:
    return "Others" if body.party == "other" else body.party


def _total(group: Sequence[Voice]) -> str:
    words = sum(voice.words for voice in group)
    more = "+" if any(voice.cut for voice in group) else ""
    return f"{words}{more} words in all" if sum(bool(v.quoted) for v in group) > 1 else ""


def _room(voice: Voice) -> float:
    """Return how long a bar may be so that its words fit after it."""
    return WIDTH - 2 * MARGIN - _NAMES - _SIDE - 24 - lettering.width(_quoted(voice), _SIZE)


def _draw(sheet: Sheet, voice: Voice, top: float, per_word: float) -> None:
    y = sheet.write(MARGIN + 12, top - 2, voice.name, bold=True)
    sheet.write(MARGIN + 12, y - 1, voice.body, _SIZE, color=SOFT)
    x = float(MARGIN + _NAMES)
    for item in voice.quoted:
        wide = count(item) * per_word
        look = {"fc": OCHRE, "hatch": "////"} if read_out(item) else {"fc": TEAL}
        sheet.room.add_patch(Rectangle((x, top), wide, 20, ec=PAPER, lw=1.2, gid=item.id, **look))
        x += wide
    sheet.write(x + 7 if voice.quoted else x, top + 1, _quoted(voice), _SIZE)
    x = WIDTH - MARGIN - _SIDE
    for number, item in enumerate(voice.reported):
        box = Rectangle((x + number * 16, top + 4), 11, 11, fc=PAPER, ec=GREY, lw=1.8, gid=item.id)
        sheet.room.add_patch(box)
    if voice.reported:
        x += len(voice.reported) * 16 + 4
        sheet.write(x, top + 1, _statements(len(voice.reported)), _SIZE)


def _quoted(voice: Voice, spoken: bool = False) -> str:
    if not voice.quoted:
        return "" if voice.party == _OWN else "not quoted"
    exact = "{}" if not voice.cut else "at least {}" if spoken else "{}+"
    words = f"{exact.format(voice.words)} words"
    times = f"{len(voice.quoted)} quotation{'s' if len(voice.quoted) > 1 else ''}"
    how = ", read out" if all(map(read_out, voice.quoted)) else ""
    return f"{words}, {times}{how}"


def _statements(number: int) -> str:
    return f"{number} statement{'s' if number > 1 else ''}"


def _told(voice: Voice) -> str:
    rest = f"{_statements(len(voice.reported))} without quotation marks" * bool(voice.reported)
    said = ", ".join(filter(None, [_quoted(voice, spoken=True), rest]))
    return f"{voice.name} ({voice.body}): {said}"


def _alt(groups: dict[str, list[Voice]], silent: Sequence[str]) -> str:
    told = " ".join(
        f"{party}: {'; '.join(_told(voice) for voice in group)}." for party, group in groups.items()
    )
    rest = f" Named, but not quoted: {facts.listing(silent)}." if silent else ""
    return f"{TITLE}. {told}{rest}"


def _table(groups: dict[str, list[Voice]]) -> cards.Html:
    head = ["Speaker", "Of", "Party", "Words in quotation marks", "Quotations", "Read out"]
    rows = (
        [
            voice.name,
            voice.body,
            party,
            f"at least {voice.words}" if voice.cut else voice.words,
            len(voice.quoted),
            sum(map(read_out, voice.quoted)),
            len(voice.reported),
        ]
        for party, group in groups.items()
        for voice in group
    )
    return cards.table(TITLE, [*head, "Statements without quotation marks"], rows)
