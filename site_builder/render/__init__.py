"""The dossier into the files of the site."""
