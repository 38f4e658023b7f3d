"""JupyterLab in a real browser, for the tests and for whoever cuts lessons into slides."""
