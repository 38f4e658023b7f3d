"""Commands of the command line for teachers: studies, one period, stories of one's own."""

import argparse

from explainer.writing import say, write_all


def add_study(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that writes the tests of a study, or collects their points."""
    parser = commands.add_parser(
        "study",
        help="write the tests before and after, or collect their points",
        description="Write a test before and one after the lessons as pages that need nothing "
        "else, and the answers with a rubric; or read the tables that the pages saved.",
    )
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="folder or name of a story (default: the lessons')"
    )
    parser.add_argument(
        "--out", metavar="DIR", default="study", help="folder to write to (default: %(default)s)"
    )
    parser.add_argument(
        "--score",
        metavar="DIR",
        help="folder with the saved tables: write their points, scores.csv",
    )
    parser.set_defaults(run=_study)


def add_period(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that cuts lessons to one period."""
    parser = commands.add_parser(
        "period",
        help="cut a lesson to one period of 45 minutes",
        description="Write a short edition of a lesson: a notebook, slides, a "
        "hand-out, an answer sheet, a sheet to count hands. HTML, and PDF where a Chromium is "
        "found. Files that it wrote before are replaced, no others.",
    )
    parser.add_argument("lesson", metavar="LESSON", help="01-where, or 01; all for every lesson")
    parser.add_argument(
        "--out", metavar="DIR", default="periods", help="folder to write to (default: %(default)s)"
    )
    parser.set_defaults(run=_period)


def _period(args: argparse.Namespace) -> int:
    import nbformat

    from explainer import folders, paper

    lessons = folders.of_lessons("period")
    begun = "" if args.lesson == "all" else args.lesson.removesuffix(".ipynb")
    names = sorted(path.stem for path in lessons.glob("*.ipynb") if path.stem.startswith(begun))
    for lesson in names or [begun]:
        name = f"{lesson}-period"
        short = nbformat.writes(paper.cut(lesson, lessons)) + "\n"
        say(*write_all(args.out, {f"{name}.ipynb": short}))
        pages = {
            f"{name}-handout.html": paper.handout(name, args.out, short=True),
            f"{name}-answers.html": paper.answer_sheet(lesson),
            f"{name}-tally.html": paper.tally_sheet(lesson),
        }
        pdfs = [page.replace(".html", ".pdf") for page in pages]
        for path in write_all(args.out, pages, beside=pdfs):
            say(path, paper.pdf(path) or "  no PDF: print the page in any browser.")
        say(*write_all(args.out, {f"{name}-slides.html": paper.deck(name, args.out)}))
    return 0


def add_new(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that begins a story."""
    parser = commands.add_parser(
        "new",
        help="begin a story of your own",
        description="Make a folder with every file of a story, and drafts of what an article "
        "suggests. Nothing is sent anywhere.",
    )
    parser.add_argument("name", metavar="NAME", help="name of the story: harbour-2026")
    parser.add_argument("--text", metavar="FILE", help="the article, as plain text (UTF-8)")
    parser.add_argument("--day", metavar="DATE", help="day of the article (default: today)")
    parser.add_argument("--lang", default="en", help="its language (default: %(default)s)")
    parser.set_defaults(run=_new)


def add_lesson(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that writes a lesson of a story."""
    parser = commands.add_parser(
        "lesson",
        help="write a lesson of one period for a story",
        description="Write a notebook for 45 minutes, five questions and tasks into the folder "
        "of a story, and the lesson as hand-out, answer sheet, slides and web pages. "
        "Questions and tasks that are there already stay.",
    )
    parser.add_argument("path", metavar="PATH", help="folder of the story")
    parser.set_defaults(run=_lesson)


def add_open(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that unpacks a story."""
    parser = commands.add_parser(
        "open",
        help="unpack a story that somebody sent you",
        description="Unpack the files of a story, and nothing else. Nothing in it is run.",
    )
    parser.add_argument("file", metavar="FILE.zip", help="made by explainer pack")
    parser.set_defaults(run=_open)


def add_pack(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command that packs a story."""
    parser = commands.add_parser(
        "pack",
        help="put a story into one zip, to give away",
        description="Put the files of a story into one zip, without the article's own text and "
        "without anybody's answers.",
    )
    parser.add_argument("path", metavar="PATH", help="folder of the story")
    parser.set_defaults(run=_pack)


def _study(args: argparse.Namespace) -> int:
    from explainer.classroom import study
    from explainer.story import default, load

    story = load(args.path or default())
    written, notices = study.pages(story), []
    if args.score:
        table, notices = study.scores(story, args.score)
        written = {"scores.csv": table}
    for line in (*notices, *write_all(args.out, written)):
        say(line)
    return 0


def _new(args: argparse.Namespace) -> int:
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
    return 0


def _lesson(args: argparse.Namespace) -> int:
    from explainer.site import doors

    for path in doors.lesson(args.path):
        say(path)
    return 0


def _pack(args: argparse.Namespace) -> int:
    from explainer import authoring

    say(authoring.pack(args.path))
    return 0


def _open(args: argparse.Namespace) -> int:
    from explainer import authoring

    made = authoring.unpack(args.file)
    say(f"{made}: unpacked. Look at it with explainer check {made}")
    return 0
