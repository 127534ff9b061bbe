"""Where things lie: the program's own folders and the clerk's."""

from pathlib import Path

from platformdirs import PlatformDirs

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
FORMS = ROOT / "forms"
LOCALE = RESOURCES / "locale"
FONTS = RESOURCES / "fonts"

_DIRS = PlatformDirs("UnionSteward", appauthor=False)


def settings_file() -> Path:
    """The file that remembers window sizes, the language and recent files."""
    return Path(_DIRS.user_config_dir) / "settings.json"


def log_folder() -> Path:
    """The folder of the program's log, which holds no personal data."""
    return Path(_DIRS.user_log_dir)


def documents_folder() -> Path:
    """Where a new data file is proposed to be kept."""
    return Path(_DIRS.user_documents_dir)


def forms_folder() -> Path:
    """Where the clerk's own form definitions lie; one with the id of ours goes before ours."""
    return Path(_DIRS.user_config_dir) / "forms"


def holidays_file() -> Path:
    """The clerk's own table of holidays and working weekends; its years go before ours."""
    return Path(_DIRS.user_config_dir) / "holidays.toml"
