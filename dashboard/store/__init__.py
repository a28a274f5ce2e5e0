"""Where checked rows are kept: versioned DuckDB snapshots that nobody changes any more."""

from dashboard.store.snapshots import Building, Snapshot, Store, store_for_reading

__all__ = ["Building", "Snapshot", "Store", "store_for_reading"]
