"""`python -m engagement` is the command line."""

from engagement.cli import main

raise SystemExit(main())
