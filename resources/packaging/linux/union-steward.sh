#!/bin/sh
# Starts the program from wherever its folder lies, with its own Python and nothing of the user's.
here=$(dirname "$(readlink -f "$0")")
exec "$here/python/bin/python3.11" -I -X utf8 -m app "$@"
