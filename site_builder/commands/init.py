"""`dossier init`: a new dossier with a commented `dossier.toml` and one sample article, which builds at once."""

from __future__ import annotations

import argparse
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from site_builder.commands.reporting import Reporter
from site_builder.errors import WriteError

EPILOG = """examples:
  dossier init                   a dossier in this folder
  dossier init tiktok            a dossier in the folder tiktok, which is made
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="DIR", help="where (default: here)")


def run(options: argparse.Namespace) -> int:
    reporter = Reporter(options)
    made = start(options.folder)
    for path in made:
        reporter.say(f"made {path}")
    here = options.folder == Path()
    reporter.say(f"Next: {'' if here else f'cd {options.folder} && '}dossier build --serve")
    return 0


def start(folder: Path) -> list[Path]:
    """Makes a dossier in `folder`, ready for Git and for Netlify; nothing that stands there is changed.

    Raises WriteError where a dossier stands already.
    """
    starter = files("site_builder").joinpath("starter")
    config = folder / "dossier.toml"
    if config.exists() or config.is_symlink():
        raise WriteError("a dossier stands here already", str(config), "Choose another folder: `dossier init NAME`.")
    seeds = folder / "seeds"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made = []
        # The sample comes only into a folder of articles that is made now: an author's own is left as it is.
        if not seeds.exists():
            seeds.mkdir()
            made += [_copy(sample, seeds / sample.name) for sample in starter.joinpath("seeds").iterdir()]
        for name in ("gitignore", "netlify.toml"):
            target = folder / (f".{name}" if name == "gitignore" else name)
            if not target.exists() and not target.is_symlink():
                made.append(_copy(starter.joinpath(name), target))
        return [_copy(starter.joinpath("dossier.toml"), config), *made]
    except OSError as error:
        hint = "Choose a folder in which you may write."
        raise WriteError(f"cannot be made: {error.strerror}", str(error.filename or folder), hint) from error


def _copy(source: Traversable, target: Path) -> Path:
    with target.open("xb") as file:
        file.write(source.read_bytes())
    return target
