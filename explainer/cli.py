"""The command line: ``explainer lab`` opens the lessons, ``explainer check`` reads a story over."""

import argparse
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import explainer
from explainer import commands as more
from explainer.errors import ExplainerError
from explainer.writing import say, write_all

_NO_PDF = (
    "  no PDF: no Chromium, Chrome or Edge was found, or it failed. Open the page in any browser "
    "and print it."
)


def main(args: Sequence[str] | None = None) -> int:
    """Run a command.

    Parameters
    ----------
    args : sequence of str, optional
        What stands after ``explainer`` on the command line; default ``sys.argv[1:]``.

    Returns
    -------
    int
        The exit code: 0 if all is well.
    """
    parser = argparse.ArgumentParser(prog="explainer", description="One news day, taken apart.")
    parser.add_argument("--version", action="version", version=f"explainer {explainer.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parser.set_defaults(run=None)
    for add in COMMANDS:
        add(commands)
    known, rest = parser.parse_known_args(args)
    if known.run is None:
        parser.print_help()
        return 2
    if rest and known.run is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    known.rest = rest
    try:
        return known.run(known)
    except ExplainerError as error:
        say(f"explainer: {error}", wrong=True)
        return 1
    except ModuleNotFoundError as error:
        say(f'explainer: {error}. Type: pip install "explainer[lab]"', wrong=True)
        return 1


def _add_lab(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "lab",
        help="open the first lesson in JupyterLab",
        description="Open the first lesson in JupyterLab. All ARGS are handed on to it.",
        usage="explainer lab [ARGS ...]",
    )
    parser.set_defaults(run=_lab)


def _add_check(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "check",
        help="look for mistakes in a story",
        description="Print every mistake in the files of a story: file, record, field, what is "
        "wrong, what to do. Exit code 1 if there are any.",
    )
    _add_path(parser)
    parser.set_defaults(run=_check)


def _add_path(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        help="folder of the story, or the name of one in the package (default: the lessons')",
    )


def _add_data(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "data",
        help="write the story's tables as CSV and GeoJSON",
        description="Write every table of a story as CSV, what has a place as GeoJSON and KML, "
        "finds in an article as annotations, a data dictionary and the licences. Files that it "
        "wrote before are replaced, no others.",
    )
    _add_path(parser)
    parser.add_argument(
        "--out", metavar="DIR", default="data", help="folder to write to (default: %(default)s)"
    )
    parser.set_defaults(run=_data)


def _add_handout(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "handout",
        help="write a lesson as pages to print",
        description="Write a lesson as a page to print, an answer sheet, a sheet to count hands: "
        "HTML, and PDF where a Chromium is found. Files that it wrote before are replaced, no "
        "others.",
    )
    parser.add_argument(
        "lesson", metavar="LESSON", help="its name or how it begins: 01-where, or 01"
    )
    parser.add_argument(
        "--out", metavar="DIR", default="handouts", help="folder to write to (default: %(default)s)"
    )
    parser.add_argument(
        "--paper",
        choices=("A4", "letter"),
        default="A4",
        help="size of the pages (default: %(default)s)",
    )
    parser.set_defaults(run=_handout)


def _add_slides(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "slides",
        help="write lessons as slides for a browser",
        description="Write each lesson as one HTML file of slides, which needs no JupyterLab and "
        "no network. Files that it wrote before are replaced, no others.",
    )
    parser.add_argument("lessons", metavar="LESSON", nargs="*", help="01-where, or 01; or all")
    parser.add_argument("--out", metavar="DIR", default="slides", help="folder to write to")
    parser.set_defaults(run=_slides)


def _add_site(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser(
        "site",
        help="write the lessons as a web site",
        description="Write all lessons as a web site of plain files, for any web host, a school's "
        "file share, or a USB stick. Files of the same names are overwritten.",
    )
    parser.add_argument("--out", metavar="DIR", default="site", help="folder to write to")
    parser.add_argument("--most", metavar="N", type=int, help="only the last N of what is chosen")
    parser.add_argument("--python", metavar="DIR", help="Pyodide and wheels, for texts of readers")
    parser.set_defaults(run=_site)


#: What adds each command to the parser; a command is a function from its arguments to an exit code.
COMMANDS: tuple[Callable[..., None], ...] = (
    *(_add_lab, _add_check, _add_data, _add_handout, _add_slides, _add_site),
    *(more.add_new, more.add_lesson, more.add_pack, more.add_open, more.add_study, more.add_period),
)


def _lab(args: argparse.Namespace) -> int:
    from explainer import folders

    folder = folders.of_lessons("lab")
    # The first lesson as the default address, not as an argument: then the link that JupyterLab
    # prints with --no-browser leads to it, too.
    first = [f"--ServerApp.root_dir={folder}", f"--LabApp.default_url=/lab/tree/{folders.first()}"]
    command = [sys.executable, "-m", "jupyterlab", *first, *args.rest]
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:  # Ctrl+C is how JupyterLab is left
        return 0


def _check(args: argparse.Namespace) -> int:
    from explainer.authoring import review
    from explainer.story import checks, default, read
    from explainer.story.checks.proofs import longest_ago

    story, problems = read(args.path or default())
    if story:
        problems += checks.check(story)
    problems.sort(key=lambda problem: problem.file)
    for _, group in groupby(problems, key=lambda problem: problem.file):
        say(*group, "")
    if problems or not story:
        files = len({problem.file for problem in problems})
        say(f"Mistakes: {len(problems)} in {files} file(s)")
        return 1
    counts = ", ".join(f"{name} {len(items)}" for name, items in story.collections() if items)
    say(f"{story.title}: no mistakes ({counts}); {checks.lessons.measured(story)}")
    for line in [*longest_ago(story), *review.told(story)]:
        say(line)
    return 0


def _data(args: argparse.Namespace) -> int:
    from explainer import export
    from explainer.authoring.sharing import away
    from explainer.story import default, load

    story = load(args.path or default())
    for path in [*export.write(story, args.out), *write_all(args.out, away(story))]:
        say(path)
    return 0


def _handout(args: argparse.Namespace) -> int:
    from explainer import folders, paper

    lesson, lessons = folders.begun("handout", args.lesson)
    size, story = args.paper, folders.story_of(lesson)
    pages = {
        f"{lesson}-handout.html": paper.handout(lesson, lessons, paper=size),
        f"{lesson}-answers.html": paper.answer_sheet(lesson, lessons, paper=size, story=story),
        f"{lesson}-tally.html": paper.tally_sheet(lesson, paper=size, story=story),
    }
    pdfs = [name.replace(".html", ".pdf") for name in pages]
    for path in write_all(args.out, pages, beside=pdfs):
        say(path, paper.pdf(path) or _NO_PDF)
    return 0


def _slides(args: argparse.Namespace) -> int:
    from explainer import folders, paper

    names = args.lessons or [path.stem for path in folders.all_of("slides")]
    chosen = [folders.begun("slides", name) for name in names]
    for lesson, lessons in chosen:
        say(*write_all(args.out, {f"{lesson}.html": paper.deck(lesson, lessons)}))
    return 0


def _site(args: argparse.Namespace) -> int:
    from explainer import folders, site

    written = site.build(folders.of_lessons("site"), args.out, most=args.most, python=args.python)
    say(f"{len(written)} files in {args.out}. Open {Path(args.out) / 'index.html'} in a browser.")
    return 0
