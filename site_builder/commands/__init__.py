"""One file for each command of `dossier`; cli.py parses, these do.

Each offers `add_arguments(parser)` and `run(options) -> exit code`, and imports what it needs when it runs, so that
`dossier --version` does not pay for what `dossier build` needs.
"""
