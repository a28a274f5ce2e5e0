"""Coverage-guided fuzzing of one target: `fuzz.py TARGET SECONDS [CORPUS_FOLDER]`; exits with 1 at the first input that
breaks it, which is written beside the corpus.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dashboard"]):
    import targets


def main() -> None:
    name, seconds = sys.argv[1], int(sys.argv[2])
    folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(tempfile.mkdtemp(prefix="sammachip-fuzz-"))
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate((*targets.seeds(name), *targets.kept(name))):
        (corpus / f"seed-{n}").write_bytes(seed)
    bounds = ["-max_len=6000", "-timeout=20", "-rss_limit_mb=3000"]
    options = [f"-max_total_time={seconds}", *bounds, "-print_final_stats=1", f"-artifact_prefix={folder}/{name}-"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
