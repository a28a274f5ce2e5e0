"""Writes register frames as Parquet, as a national system would export them: codes, typed columns.

It must not know how the rows came to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.registers import PLACE_CODES, Register, by_name

Frames = Mapping[str, pd.DataFrame]
Progress = Callable[[int, int, str], None]

_ARROW = {
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
    "INTEGER": pa.int32(),
    "BOOLEAN": pa.bool_(),
}


def write_bulk(
    folder: Path, stories: Iterable[Frames], n_stories: int, extra: Frames, progress: Progress | None
) -> list[Path]:
    """One Parquet file per register, a row group per story, so that memory holds one story at a time.

    Every second register has Thai headings, the others the canonical ones; `progress` counts stories.
    """
    writers: dict[str, pq.ParquetWriter] = {}
    paths: list[Path] = []
    try:
        for done, frames in enumerate(chain(stories, [extra]), 1):
            for name, frame in frames.items():
                content = _bulk_table(by_name()[name], frame)
                if name not in writers:
                    paths.append(folder / f"{name}.parquet")
                    writers[name] = pq.ParquetWriter(paths[-1], content.schema, compression="zstd")
                writers[name].write_table(content)
            if progress and done <= n_stories:
                progress(done, n_stories, f"{done}/{n_stories}")
    finally:
        for writer in writers.values():
            writer.close()
    return paths


def _bulk_table(register: Register, frame: pd.DataFrame) -> pa.Table:
    """A register as an Arrow table with the stored types; choices in Thai."""
    types = {c: t for c, t in register.stored_types().items() if c in frame.columns}
    schema = pa.schema([(c, _ARROW[t]) for c, t in types.items()])
    said = {
        c.name: frame[c.name].map({k: v[0] for k, v in c.choices}).astype(object) for c in register.columns if c.choices
    }
    content = pa.Table.from_pandas(
        frame[list(types)].assign(**said), schema=schema, preserve_index=False
    ).replace_schema_metadata(None)
    if list(by_name()).index(register.name) % 2:
        return content
    place = {name: headings[0] for name, headings in PLACE_CODES[register.place].items()}
    thai = place | {c.name: c.heading for c in register.columns}
    return content.rename_columns([thai[c] for c in types])
