"""The command line: ``explainer lab`` opens the lessons, ``explainer check`` reads a story over."""

import argparse
import logging
import subprocess
import sys
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import explainer
from explainer import commands as more
from explainer import shipped
from explainer.errors import ExplainerError
from explainer.writing import say, swap_in, write_all


def main(args: Sequence[str] | None = None) -> int:
    """Run a command, and return the exit code: 0 if all is well.

    Parameters
    ----------
    args : sequence of str, optional
        What stands after ``explainer`` on the command line; default ``sys.argv[1:]``.
    """
    parser = _parser()
    known, rest = parser.parse_known_args(args)
    if known.run is None:
        parser.print_help()
        return 2
    if rest and known.run is not _lab:
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    known.rest = rest
    log, aloud = logging.getLogger(explainer.__name__), _Aloud(logging.INFO)
    log.addHandler(aloud)
    log.setLevel(logging.INFO)
    try:
        return known.run(known) or 0
    except ExplainerError as error:
        say(f"explainer: {error}", wrong=True)
        return 1
    except KeyboardInterrupt:
        say("explainer: stopped by Ctrl+C. What was not yet whole was not written.", wrong=True)
        return 130
    except ModuleNotFoundError as error:
        say(f'explainer: {error}. Type: pip install "explainer[lab]"', wrong=True)
        return 1
    finally:
        log.removeHandler(aloud)


class _Aloud(logging.Handler):
    """Says what takes long, beside the results: these may be read by another program."""

    def emit(self, record: logging.LogRecord) -> None:
        say(record.getMessage(), wrong=True)


def _parser() -> argparse.ArgumentParser:
    """Return what reads the command line: the commands of ``commands.toml``."""
    parser = argparse.ArgumentParser(prog="explainer", description="One news day, taken apart.")
    parser.add_argument("--version", action="version", version=f"explainer {explainer.__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    parser.set_defaults(run=None)
    for name, row in shipped.data("commands.toml").items():
        said = {key: told for key, told in row.items() if key != "takes"}
        command = commands.add_parser(name, **said)
        for argument, options in row.get("takes", {}).items():
            command.add_argument(argument, **options | ({"type": int} if "type" in options else {}))
        command.set_defaults(run=RUN[name])
    return parser


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
    for line in [*checks.sums.order(story), *longest_ago(story), *review.told(story)]:
        say(line)
    return 0


def _data(args: argparse.Namespace) -> None:
    from explainer import export
    from explainer.authoring.sharing import away
    from explainer.story import default, load

    story = load(args.path or default())
    for path in [*export.write(story, args.out), *write_all(args.out, away(story))]:
        say(path)


def _handout(args: argparse.Namespace) -> None:
    from explainer import folders, paper

    lesson, lessons = folders.begun("handout", args.lesson)
    size, story = args.paper, folders.story_of(lesson)
    pages = {
        f"{lesson}-handout.html": paper.handout(lesson, lessons, paper=size),
        f"{lesson}-answers.html": paper.answer_sheet(lesson, lessons, paper=size, story=story),
        f"{lesson}-tally.html": paper.tally_sheet(lesson, paper=size, story=story),
    }
    more.printed(args.out, pages)


def _slides(args: argparse.Namespace) -> None:
    from explainer import folders, paper

    names = args.lessons or [path.stem for path in folders.all_of("slides")]
    chosen = [folders.begun("slides", name) for name in names]
    for lesson, lessons in chosen:
        say(*write_all(args.out, {f"{lesson}.html": paper.deck(lesson, lessons)}))


def _site(args: argparse.Namespace) -> None:
    from explainer import folders, site

    swap_in(Path(args.out), {})  # what cannot be written is told before all lessons run
    written = site.build(folders.of_lessons("site"), args.out, most=args.most, python=args.python)
    say(f"{len(written)} files in {args.out}. Open {Path(args.out) / 'index.html'} in a browser.")


#: What each command of ``commands.toml`` does: from its arguments to an exit code, if it is not 0.
RUN: dict[str, Callable[[argparse.Namespace], int | None]] = {
    **{"lab": _lab, "check": _check, "data": _data, "handout": _handout, "slides": _slides},
    **{"site": _site, "new": more.new, "lesson": more.lesson, "pack": more.pack},
    **{"open": more.unpack, "study": more.study, "period": more.period},
}
