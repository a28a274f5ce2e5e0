"""Charts: values and words in, a figure out, as plain data in Plotly's words. The only room that imports Plotly; pure,
without Streamlit.
"""

from dashboard.charts.theme import CONFIG, DARK, LIGHT, Palette, palette
from dashboard.charts.trend import draw_trend

__all__ = ["CONFIG", "DARK", "LIGHT", "Palette", "draw_trend", "palette"]
