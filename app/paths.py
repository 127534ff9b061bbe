"""Where things lie: the program's own folders and the clerk's."""

from pathlib import Path

from platformdirs import PlatformDirs

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
FORMS = ROOT / "forms"
LOCALE = RESOURCES / "locale"
FONTS = RESOURCES / "fonts"
# Installed, the manual lies among the resources; in the source tree it is a document like the others.
HELP = RESOURCES / "help" if (RESOURCES / "help").is_dir() else ROOT / "docs" / "manual"

# A file of this name among the program's parts makes it the portable one, which leaves nothing on the computer.
PORTABLE = "portable.txt"

_DIRS = PlatformDirs("UnionSteward", appauthor=False)


# Which of these lies among the parts depends on the platform; the source tree has neither.
_NOTICES = ("NOTICE", "NOTICE.txt")


def notice_file() -> Path | None:
    """The list of all parts of an installed program with their licences; None in the source tree."""
    return next((ROOT / name for name in _NOTICES if (ROOT / name).is_file()), None)


def portable_folder() -> Path | None:
    """The folder that a portable program is carried about in; None for one that is installed."""
    return ROOT.parent if (ROOT / PORTABLE).is_file() else None


def _settings_folder() -> Path:
    carried = portable_folder()
    return carried / "设置" if carried else Path(_DIRS.user_config_dir)


def settings_file() -> Path:
    """The file that remembers window sizes, the language and recent files."""
    return _settings_folder() / "settings.json"


def log_folder() -> Path:
    """The folder of the program's log, which holds no personal data."""
    carried = portable_folder()
    return carried / "设置" / "日志" if carried else Path(_DIRS.user_log_dir)


def documents_folder() -> Path:
    """Where a new data file is proposed to be kept."""
    carried = portable_folder()
    if carried is None:
        return Path(_DIRS.user_documents_dir)
    return carried / "数据" if (carried / "数据").is_dir() else carried


def forms_folder() -> Path:
    """Where the clerk's own form definitions lie; one with the id of ours goes before ours."""
    return _settings_folder() / "forms"


def holidays_file() -> Path:
    """The clerk's own table of holidays and working weekends; its years go before ours."""
    return _settings_folder() / "holidays.toml"
