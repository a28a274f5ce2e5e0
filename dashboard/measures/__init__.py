"""The programme's measures, each with one meaning: values, targets and statuses of any area on any day."""

from dashboard.measures.fetching import fetch_measures, fetch_series, fetch_years
from dashboard.measures.income import fetch_income_detail
from dashboard.measures.results import (
    AreaMeasures,
    AreaStages,
    IncomeDetail,
    MeasureValue,
    SeriesPoint,
    StagePoint,
    Status,
)
from dashboard.measures.stages import fetch_stage_series, fetch_stages

__all__ = [
    "AreaMeasures",
    "AreaStages",
    "IncomeDetail",
    "MeasureValue",
    "SeriesPoint",
    "StagePoint",
    "Status",
    "fetch_income_detail",
    "fetch_measures",
    "fetch_series",
    "fetch_stage_series",
    "fetch_stages",
    "fetch_years",
]
