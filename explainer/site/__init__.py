"""The lessons as a web site of plain files: no server, no kernel, nothing to install."""

from explainer.site.building import build

__all__ = ["build"]
