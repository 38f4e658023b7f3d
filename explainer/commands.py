"""Commands of the command line that teachers use: studies, lessons of one period."""

import argparse


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
        description="Write a short edition of a lesson: a notebook that is cut into slides, a "
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
    from explainer.writing import say, write_all

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
    return 0


def _study(args: argparse.Namespace) -> int:
    from explainer.classroom import study
    from explainer.story import default, load
    from explainer.writing import say, write_all

    story = load(args.path or default())
    written, notices = study.pages(story), []
    if args.score:
        table, notices = study.scores(story, args.score)
        written = {"scores.csv": table}
    for line in (*notices, *write_all(args.out, written)):
        say(line)
    return 0
