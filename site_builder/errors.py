"""The error tree: everything that this package raises on purpose."""

from __future__ import annotations

from pathlib import Path

from site_builder.harmless import in_a_line


class SiteBuilderError(Exception):
    """Something that the user can mend: what is wrong, where, and what to do.

    `where` is `file`, `file:line` or `file:line:column`; `hint` is one imperative sentence.
    """

    code = "E000"

    def __init__(self, message: str, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{in_a_line(self.where)}: " if self.where else ""
        fix = "".join(f"\n  {in_a_line(line.strip())}" for line in self.hint.split("\n")) if self.hint else ""
        return f"{place}error {self.code} {in_a_line(self.message)}{fix}"

    def __reduce__(self) -> tuple[type[SiteBuilderError], tuple[str, str, str]]:
        # Errors cross process borders: the three fields must survive pickling.
        return type(self), (self.message, self.where, self.hint)


class ConfigError(SiteBuilderError):
    """`dossier.toml` says something that cannot be meant."""

    code = "E100"


class LanguageDataError(SiteBuilderError):
    """A table in `lang/` does not have the shape that its reader expects."""

    code = "E110"


class ReadError(SiteBuilderError):
    """A file cannot become an article."""

    code = "E200"


class FrontMatterError(ReadError):
    """The front matter of a file is not valid YAML or holds a wrong value."""

    code = "E210"


class EncodingError(ReadError):
    """The bytes of a file are not text in any encoding that is tried."""

    code = "E220"


class FetchError(ReadError):
    """The page at an address cannot be fetched, or should not be."""

    code = "E230"


class PermalinkCollisionError(SiteBuilderError):
    """Two pages claim the same address."""

    code = "E300"


class CorrectionError(SiteBuilderError):
    """`corrections.toml` says something that cannot be meant."""

    code = "E400"


class RenderError(SiteBuilderError):
    """A template is wrong or asks for what its view does not have."""

    code = "E500"


class WriteError(SiteBuilderError):
    """The output folder cannot be written."""

    code = "E600"


class CacheError(SiteBuilderError):
    """The cache cannot be kept where it belongs."""

    code = "E610"


class PortError(SiteBuilderError):
    """The preview server cannot listen where it was told to."""

    code = "E700"


class PluginError(SiteBuilderError):
    """An optional part is missing or failed to load."""

    code = "E800"


class WorkerError(SiteBuilderError):
    """A process of a build was ended from outside."""

    code = "E998"


DEFECT = "E999"
"""The code of what should not happen: an exception that no one raised on purpose."""


def defect(error: Exception) -> tuple[str, str]:
    """The message and the fix for an exception that nobody foresaw."""
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {said}", "This is a defect of dossier: please report it."


def near(where: str) -> str:
    """A place as it reads best from here: relative to the current folder when it lies below it."""
    path, colon, rest = where.partition(":")
    try:
        return f"{Path(path).resolve().relative_to(Path.cwd())}{colon}{rest}" if path else where
    except (ValueError, OSError):
        return where
