"""``python -m explainer`` does what the command ``explainer`` does."""

from explainer.cli import main

raise SystemExit(main())
