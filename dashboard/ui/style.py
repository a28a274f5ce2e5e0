"""How the page's own space is laid out: no dead band at the top, room for the navigation, density after the
screen.

Only places and sizes; colours belong to the theme. The selectors are Streamlit's test ids and keys of this
project.
"""

STYLE = """<style>
:root { --rail: 9.25rem; }
@media (min-width: 1600px) { :root { --rail: 12.5rem; } }
[data-testid="stHeader"] { display: none; }
[data-testid="stMainBlockContainer"], .stMainBlockContainer {
  max-width: none; padding: 0.375rem 1.25rem 0.25rem calc(var(--rail) + 1.25rem);
}
[data-testid="stMainBlockContainer"] > [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stMain"] { scrollbar-gutter: stable; }
/* parts without a place of their own take none */
[class*="st-key-fit_"], .st-key-rail, [data-testid="stElementContainer"]:has(> [data-testid="stHtml"] > style) { position: absolute; height: 0; }
/* a line under the top edge while the server works, after half a second only */
[data-testid="stApp"][data-test-script-state="running"]::before {
  content: ""; position: fixed; z-index: 1000; inset: 0 0 auto 0; height: 3px; background: var(--st-primary-color, #1f5a7a);
  transform-origin: left; animation: working 6s cubic-bezier(0.1, 0.6, 0.3, 1) 0.4s both;
}
@keyframes working { from { transform: scaleX(0); } to { transform: scaleX(0.95); } }
.st-key-filters { gap: 0.375rem; }
.st-key-filters button, .st-key-filters [data-baseweb="select"] > div, .st-key-filters [data-testid="stSelectbox"] [role="group"] { min-height: 2.125rem; height: 2.125rem; }
.st-key-filters button p { font-size: 0.875rem; white-space: nowrap; }
h2, h3 { text-wrap: balance; }
/* blocks that end where the screen ends */
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-fill_"]) { height: var(--room, 24rem) !important; flex: 0 0 var(--room, 24rem) !important; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-rest_"]) { height: var(--rest, 13rem) !important; flex: 0 0 var(--rest, 13rem) !important; }
[class*="st-key-fill_"], [class*="st-key-rest_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
[class*="st-key-block_head_"] { min-height: 2rem; }
[class*="st-key-block_head_"] { justify-content: space-between; }
[class*="st-key-block_head_"] h2 { font-size: 1rem; font-weight: 600; padding: 0 0 2px; line-height: 1.6; }
[class*="st-key-block_head_"] h2 small { font-size: 0.8125rem; font-weight: 400; }
[class*="st-key-block_head_"] button { min-height: 1.75rem; padding: 0 0.375rem; }
[class*="st-key-block_head_"] [data-testid="stPopoverButton"] > div > :not(:first-child) { display: none; }
@media (min-width: 1600px) {
  [class*="st-key-block_head_"] h2 { font-size: 1.375rem; }
  .st-key-filters button p, .st-key-filters [data-baseweb="select"] { font-size: 1rem; }
}
@media (max-width: 899px) {
  [data-testid="stMainBlockContainer"], .stMainBlockContainer { padding: 3.5rem 0.875rem 2rem; }
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-fill_"]) { height: 24rem !important; flex-basis: 24rem !important; }
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-rest_"]) { height: 14rem !important; flex-basis: 14rem !important; }
  /* on a phone what needs attention comes before the long lists */
  .st-key-overview_row [data-testid="stColumn"]:nth-child(3) { order: -1; }
}
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  [data-testid="stMainBlockContainer"], .stMainBlockContainer { padding: 0; }
  .st-key-filters button, .st-key-filters [data-testid="stSelectbox"] { display: none; }
}
</style>"""
