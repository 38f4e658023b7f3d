#!/bin/sh
# Installs the lessons the first time, then opens them. Needs Python, no network.
set -e
cd "$(dirname "$0")"
python=${PYTHON:-python3}
if [ ! -x .venv/bin/explainer ]; then
    echo "Installing the lessons into this folder (once, about a minute) ..."
    "$python" -m venv .venv
    .venv/bin/python -m pip install --quiet --no-index --find-links wheels explainer
fi
exec .venv/bin/explainer lab "$@"
