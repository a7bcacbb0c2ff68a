"""``python -m benchmarks.bare_parse FOLDER``: nothing but the model over the texts of a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from consilience.extraction.parsing import load_model


def main(folder: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    print(sum(len(doc) for doc in load_model().pipe(texts)), "tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
