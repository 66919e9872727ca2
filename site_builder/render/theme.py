"""Views and templates into bytes: the default theme, and the dossier's own templates and files over it."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from jinja2.ext import Extension

from site_builder.config import Config
from site_builder.errors import RenderError
from site_builder.model import Output, Page
from site_builder.render import compiling
from site_builder.render.annotate import escape
from site_builder.render.compiling import RecordEnvironment, speak
from site_builder.render.words import Words, grouped, words

_PACKAGE = Path(__file__).resolve().parent.parent
STYLES = ("tokens", "base", "frame", "marks", "lists", "home", "timeline", "article", "quotes", "parties", "pages", "print")
"""The parts of the style sheet, in order; each can be replaced by a file of its name in the dossier's own static/styles."""


def default_folder(name: str) -> Path:
    """Where the default theme's `templates` or `static` lie: in the installed package, else beside it in the repository."""
    installed = _PACKAGE / "theme" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def memory_folder(state: Path) -> Path:
    """Where compiled templates are kept: beside Python's own compiled files where that may be written, else in `state`."""
    own = _PACKAGE / "__pycache__"
    return own if own.is_dir() and os.access(own, os.W_OK) else state


class Theme:
    """Templates and static files. `root`: the folder of `dossier.toml`, whose own files come before the default ones.

    `memory`: a folder in which compiled templates are kept for the next build; it can be removed at any time.
    """

    def __init__(self, root: Path | None, config: Config, memory: Path | None = None) -> None:
        self._made_of = root, config, memory
        own_templates = [] if root is None else [root / config.paths.templates]
        own_static = [] if root is None else [root / config.paths.static]
        self._static = [folder for folder in (*own_static, default_folder("static")) if folder.is_dir()]
        self._files = self._found()
        self._stamps: dict[str, str] = {}
        self._loader = _loader(own_templates, default_folder("templates"))
        self.environment = _environment(self._loader, config)
        if memory is not None:
            # What is kept was made of all templates, with the words of one language, by this code: else a folder of its own.
            code = b"".join(Path(path).read_bytes() for path in (__file__, compiling.__file__))
            said = (words(config.language).digest + self.templates).encode()
            kept = memory / f"templates-{hashlib.blake2b(code + said, digest_size=8).hexdigest()}"
            with contextlib.suppress(OSError):
                kept.mkdir(parents=True, exist_ok=True)
                self.environment.bytecode_cache = _Memory(str(kept), "%s")
        self.environment.globals["asset"] = self._asset

    def __reduce__(self) -> tuple[type[Theme], tuple[Path | None, Config, Path | None]]:
        return Theme, self._made_of

    def render(self, page: Page) -> bytes:
        """The bytes of a page. Raises RenderError with the template and line that are wrong."""
        try:
            return self.environment.get_template(page.template).render(page=page.view).encode("utf-8")
        except jinja2.TemplateSyntaxError as error:
            raise RenderError(f"{error.message}", f"{error.filename or error.name}:{error.lineno}", _FIX) from error
        except jinja2.TemplateNotFound as error:
            raise RenderError(f"no template `{error.name}`", page.template, _FIX) from error
        except (jinja2.TemplateError, AttributeError, TypeError, ValueError, KeyError) as error:
            raise RenderError(f"{type(error).__name__}: {error}", _line_of(error, page.template), _FIX) from error

    def assets(self) -> Iterator[Output]:
        """Style sheet, scripts, fonts and pictures."""
        yield Output("static/dossier.css", self.style)
        for name, path in sorted(self._files.items()):
            if not name.startswith("styles/"):
                yield Output(f"static/{name}", path.read_bytes())

    @cached_property
    def style(self) -> bytes:
        """The parts of the style sheet in order, then whatever else the dossier puts beside them."""
        own = sorted(name for name in self._files if name.startswith("styles/") and name.endswith(".css"))
        ordered = [f"styles/{part}.css" for part in STYLES]
        extra = [name for name in own if name not in ordered]
        return (
            b"\n".join(self._files[name].read_bytes().strip() for name in (*ordered, *extra) if name in self._files) + b"\n"
        )

    @cached_property
    def templates(self) -> str:
        """The digest of all templates."""
        total = hashlib.blake2b(digest_size=16)
        for name in sorted(self.environment.list_templates()):
            total.update(name.encode() + b"\0" + self._loader.get_source(self.environment, name)[0].encode())
        return total.hexdigest()

    @cached_property
    def digest(self) -> str:
        """Of every template, and of every static file, whose stamps stand in the pages."""
        total = hashlib.blake2b(self.style + self.templates.encode(), digest_size=16)
        for name, path in sorted(self._files.items()):
            body = path.read_bytes()
            total.update(f"{name}\0{len(body)}\0".encode("utf-8", "surrogateescape") + body)
        return total.hexdigest()

    def _found(self) -> dict[str, Path]:
        """Static files by name, the dossier's own before the default ones; hidden files are left out."""
        found: dict[str, Path] = {}
        for folder in self._static:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).as_posix()
                if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
                    found.setdefault(name, path)
        return found

    def _asset(self, name: str) -> str:
        """The address of a static file below a page's root, stamped with its content, so that it can be cached for ever."""
        if name not in self._stamps:
            body = self.style if name == "dossier.css" else self._files[name].read_bytes()
            self._stamps[name] = hashlib.blake2b(body, digest_size=4).hexdigest()
        return f"static/{name}?v={self._stamps[name]}"


class _Memory(jinja2.FileSystemBytecodeCache):
    """Compiled templates in a folder; a disk that is full or may not be written costs time and nothing else."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


_FIX = "Mend the template; docs/theming.md says what each page gives it."


def _loader(own: list[Path], default: Path) -> jinja2.BaseLoader:
    """The dossier's own templates, then the default ones, which `default/…` always names."""
    shared = jinja2.FileSystemLoader(default)
    mine = jinja2.FileSystemLoader([str(path) for path in own])
    return jinja2.ChoiceLoader([mine, shared, jinja2.PrefixLoader({"default": shared})])


def _environment(loader: jinja2.BaseLoader, config: Config) -> jinja2.Environment:
    """Autoescape always on; a name that the view does not have is an error and never an empty string."""
    environment = RecordEnvironment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    says = words(config.language)
    environment.site_words = says  # type: ignore[attr-defined]
    environment.add_extension(_Constants)
    speak(environment, says)
    environment.filters["grouped"] = lambda number: grouped(number, config.language)
    return environment


class _Constants(Extension):
    """Writes `{{ _("words") }}` into the template once, when it is compiled, instead of looking it up on each page."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        del name, filename
        says: Words = self.environment.site_words  # type: ignore[attr-defined]

        def written(found: re.Match[str]) -> str:
            message = found["message"]
            return escape(says.gettext(message))

        return _CONSTANT.sub(written, source)


_CONSTANT = re.compile(r"\{\{ _\(\"(?P<message>[^\"%{}\\]*)\"\) \}\}")


def _line_of(error: BaseException, template: str) -> str:
    """`template:line` of the innermost frame that a template compiled to."""
    place, trace = template, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith((".html", ".xml")):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
