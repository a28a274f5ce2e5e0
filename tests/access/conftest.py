"""The sample values of every query's parameters stand with the tests of the queries."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "queries"))
