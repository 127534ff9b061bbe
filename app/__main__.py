"""`python -m app`: the same program as the installed command."""

from app.main import run

if __name__ == "__main__":
    raise SystemExit(run())
