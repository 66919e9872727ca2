"""One file for each command of `dossier`; cli.py parses, these do."""
