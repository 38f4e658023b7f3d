@echo off
rem Installs the lessons the first time, then opens them. Needs Python @PYTHON@, no network.
cd /d "%~dp0"
if not exist .venv\Scripts\explainer.exe (
    echo Installing the lessons into this folder ^(once, about a minute^) ...
    py -@PYTHON@ -m venv .venv || goto failed
    .venv\Scripts\python -m pip install --quiet --no-compile --no-index --no-deps --find-links wheels --requirement wheels/list.txt || goto failed
)
.venv\Scripts\explainer lab %*
exit /b
:failed
if exist .venv rmdir /s /q .venv
echo The lessons could not be installed. This folder fits one kind of computer (see its name) and
echo Python @PYTHON@. Install that version from python.org, then start this file again.
pause
exit /b 1
