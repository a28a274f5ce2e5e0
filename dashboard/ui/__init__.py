"""Streamlit parts that pages are arranged from: the frame, cards, tables, states. `data.py` holds the only
caches.
"""
