"""How the page's own space is laid out: no dead band at the top, room for the navigation, density after the screen.

Only places and sizes; colours belong to the theme. The selectors are Streamlit's test ids and keys of this project.
"""

STYLE = """<style>
:root { --rail: 9.25rem; }
@media (min-width: 1600px) { :root { --rail: 12.5rem; } }
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"], .stMainBlockContainer {
  max-width: none; padding: 0.375rem 1.25rem 1rem calc(var(--rail) + 1.25rem);
}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stMain"] { scrollbar-gutter: stable; }
/* parts without a place of their own take none */
.st-key-rail, [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > style) { position: absolute; height: 0; }
/* a line under the top edge while the server works, after half a second only */
[data-testid="stApp"][data-test-script-state="running"]::before {
  content: ""; position: fixed; z-index: 1000; inset: 0 0 auto 0; height: 3px; background: var(--st-primary-color, #1f5a7a);
  transform-origin: left; animation: working 6s cubic-bezier(0.1, 0.6, 0.3, 1) 0.4s both;
}
@keyframes working { from { transform: scaleX(0); } to { transform: scaleX(0.95); } }
.st-key-filters { gap: 0.375rem; }
.st-key-where { flex: 1 1 24rem; min-width: min(24rem, 100%); width: auto; }
.st-key-filters button, .st-key-filters [data-baseweb="select"] > div { min-height: 2rem; }
.st-key-filters button p { font-size: 0.875rem; white-space: nowrap; }
h2, h3 { text-wrap: balance; }
/* blocks that end where the screen ends */
.fill, [class*="st-key-fill_"] { min-height: 18rem; }
[class*="st-key-fill_"] { height: var(--room, auto); }
[class*="st-key-block_head_"] { min-height: 2rem; }
[class*="st-key-block_head_"] h2 { font-size: 1rem; font-weight: 600; padding: 0; }
[class*="st-key-block_head_"] button { min-height: 1.75rem; padding: 0 0.375rem; }
@media (min-width: 1600px) {
  [class*="st-key-block_head_"] h2 { font-size: 1.375rem; }
  .st-key-filters button p, .st-key-filters [data-baseweb="select"] { font-size: 1rem; }
}
@media (max-width: 899px) {
  [data-testid="stMainBlockContainer"], .stMainBlockContainer { padding: 3.5rem 0.875rem 2rem; }
  [class*="st-key-fill_"] { height: auto; }
  .st-key-where { flex-basis: 100%; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  [data-testid="stMainBlockContainer"], .stMainBlockContainer { padding: 0; }
  .st-key-filters button, .st-key-filters [data-testid="stSelectbox"] { display: none; }
}
</style>"""
