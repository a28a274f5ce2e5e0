"""The example of the whole nation: its counts, and the time and room that it takes."""

import time
from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.demo import write_registers


def test_the_nation_is_written_whole(tmp_path):
    begin = time.process_time()  # the machine may be busy with other things
    files = write_registers(tmp_path, scale="nation", today=date(2026, 11, 21))
    took = time.process_time() - begin
    rows = {f.stem: pq.read_metadata(f).num_rows for f in files}
    megabytes = sum(f.stat().st_size for f in files) / 1e6
    print(f"\nnation: {took:.1f} s of processor time, {megabytes:.1f} MB, {rows}")
    assert rows["villages"] == 23_589
    assert rows["incomes"] == 3_774_240
    homes = pq.read_table(tmp_path / "households.parquet", columns=["target", "village_code"])
    assert pc.sum(homes["target"]).as_py() == 471_780
    assert len({code[:2] for code in pc.unique(homes["village_code"]).to_pylist()}) == 77
