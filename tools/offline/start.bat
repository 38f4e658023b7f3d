@echo off
rem Installs the lessons the first time, then opens them. Needs Python, no network.
cd /d "%~dp0"
if not exist .venv\Scripts\explainer.exe (
    echo Installing the lessons into this folder ^(once, about a minute^) ...
    py -3 -m venv .venv || goto failed
    .venv\Scripts\python -m pip install --quiet --no-index --find-links wheels explainer || goto failed
)
.venv\Scripts\explainer lab %*
exit /b
:failed
echo The lessons could not be installed. This folder fits one kind of computer and one version of
echo Python: both stand in its name. Install that version of Python, then start this file again.
pause
exit /b 1
