"""The program's version, read by the window, the papers and the installer."""

__version__ = "0.1.0"
