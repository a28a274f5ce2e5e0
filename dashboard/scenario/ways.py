"""How far a village lies from what an officer looks after now; as the crow flies, or by subdistrict."""

from __future__ import annotations

from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from dashboard.scenario.loads import District, Village

EARTH_KM = 6371.0


def ways(district: District, villages: Sequence[Village], officers: Sequence[str]) -> NDArray[np.float64]:
    """From each village (rows) to each officer's nearest village: 0 (there already) to 1 (the farthest).

    Without coordinates 0 where the officer has a village in the same subdistrict or is in charge of it, else 1.
    """
    own = {name: [v for v in district.villages if v.officer == name] for name in officers}
    near = {name: {v.code[:6] for v in own[name]} | {district.officers[name]} for name in officers}
    km = np.full((len(villages), len(officers)), np.nan)
    apart = np.zeros(km.shape)
    for j, name in enumerate(officers):
        for i, village in enumerate(villages):
            way = kilometres(village, own[name])
            km[i, j] = np.nan if way is None else way
            apart[i, j] = village.code[:6] not in near[name]
    longest = np.nanmax(km) if np.isfinite(km).any() else 0
    return np.where(np.isfinite(km), km / longest if longest else 0, apart)


def kilometres(village: Village, others: Sequence[Village]) -> float | None:
    """From a village to the nearest of others, as the crow flies; None where coordinates are missing."""
    if village.latitude is None or village.longitude is None:
        return None
    found = [
        _great_circle(village.latitude, village.longitude, other.latitude, other.longitude)
        for other in others
        if other.latitude is not None and other.longitude is not None and other.code != village.code
    ]
    return min(found, default=None)


def _great_circle(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    up, across = radians(to_lat - lat), radians(to_lon - lon)
    half = sin(up / 2) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(across / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
