"""Commands of the command line for teachers: studies, one period, stories of one's own."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from explainer.writing import say, write_all


def printed(folder: str, pages: Mapping[str, str]) -> None:
    """Write pages, print each to a PDF beside it where a browser can, and say what was written."""
    from explainer import paper

    no_pdf = "  no PDF: no Chromium, Chrome or Edge was found, or it failed. Open the page in any "
    no_pdf += "browser and print it."
    for path in write_all(folder, pages, beside=[name.replace(".html", ".pdf") for name in pages]):
        say(path, paper.pdf(path) or no_pdf)


def period(args: argparse.Namespace) -> None:
    """Cut lessons to one period."""
    import nbformat

    from explainer import folders, paper

    lessons = folders.of_lessons("period")
    begun = "" if args.lesson == "all" else Path(args.lesson).name.removesuffix(".ipynb")
    names = sorted(path.stem for path in lessons.glob("*.ipynb") if path.stem.startswith(begun))
    for lesson in names or [begun]:
        name = f"{lesson}-period"
        short = nbformat.writes(paper.cut(lesson, lessons)) + "\n"
        say(*write_all(args.out, {f"{name}.ipynb": short}))
        pages = {
            f"{name}-handout.html": paper.grown(paper.handout(name, args.out, short=True)),
            f"{name}-answers.html": paper.answer_sheet(lesson),
            f"{name}-tally.html": paper.tally_sheet(lesson),
        }
        printed(args.out, pages)
        say(*write_all(args.out, {f"{name}-slides.html": paper.deck(name, args.out)}))


def study(args: argparse.Namespace) -> None:
    """Write the tests of a study, or collect their points."""
    from explainer.classroom import study
    from explainer.story import default, load

    story = load(args.path or default())
    written, notices = study.pages(story), []
    if args.score:
        table, notices = study.scores(story, args.score)
        written = {"scores.csv": table}
    for line in (*notices, *write_all(args.out, written)):
        say(line)


def new(args: argparse.Namespace) -> None:
    """Begin a story."""
    from explainer import authoring
    from explainer.story import read

    text = "" if args.text is None else authoring.given(args.text)
    made = authoring.new(args.name, text, args.day, lang=args.lang)
    story, _ = read(made.path)
    drafts = ", ".join(f"{name} {len(rows)}" for name, rows in story.drafts.items() if rows)
    say(f"{made.path}: a new story. Drafts: {drafts or 'none'}")
    if args.text:
        say(f"{authoring.reads(args.lang)}.".replace("..", "."))
    say(f"Next: open {made.path / 'desk.ipynb'} in JupyterLab, or edit the files in a text")
    say(f"editor; then run explainer check {made.path}")


def lesson(args: argparse.Namespace) -> None:
    """Write a lesson of a story, through all doors."""
    from explainer.site import doors

    for path in doors.lesson(args.path):
        say(path)


def pack(args: argparse.Namespace) -> None:
    """Pack a story."""
    from explainer import authoring

    say(authoring.pack(args.path))


def unpack(args: argparse.Namespace) -> None:
    """Unpack a story."""
    from explainer import authoring

    made = authoring.unpack(args.file)
    say(f"{made}: unpacked. Look at it with explainer check {made}")
