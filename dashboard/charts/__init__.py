"""Charts: values and words in, a Plotly figure out. The only room that imports Plotly; pure, without
Streamlit.
"""

from dashboard.charts.theme import CONFIG, DARK, LIGHT, Palette, palette
from dashboard.charts.trend import draw_trend

__all__ = ["CONFIG", "DARK", "LIGHT", "Palette", "draw_trend", "palette"]
