"""Helper modules that the notebooks of the Incident Casebook share, one folder for each station of a report's way."""

__version__ = "0.1.0"
