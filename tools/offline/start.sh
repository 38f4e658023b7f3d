#!/bin/sh
# Installs the lessons the first time, then opens them. Needs Python @PYTHON@, no network.
cd "$(dirname "$0")" || exit 1
failed() {
    rm -rf .venv
    echo "The lessons could not be installed. This folder fits one kind of computer (see its name)"
    echo "and Python @PYTHON@. Install that version of Python, then run sh start.sh again."
    exit 1
} >&2
if [ ! -x .venv/bin/explainer ]; then
    python=${PYTHON:-$(command -v python@PYTHON@ || command -v python3)}
    echo "Installing the lessons into this folder (once, about a minute) ..."
    "$python" -m venv .venv || failed
    .venv/bin/python -m pip install --quiet --no-compile --no-index --no-deps --find-links wheels --requirement wheels/list.txt || failed
fi
exec .venv/bin/explainer lab "$@"
