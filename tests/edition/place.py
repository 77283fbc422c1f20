"""Where the edition under test stands: this project, unless HEDGED_EDITION names a copy of it."""

import os
from pathlib import Path

ROOT = Path(os.environ.get("HEDGED_EDITION", Path(__file__).parents[2]))
DATA = ROOT / "data"
