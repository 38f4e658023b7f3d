"""Commands of the command line that teachers use for studies."""

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
