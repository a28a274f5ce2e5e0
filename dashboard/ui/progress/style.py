"""How high the blocks of the page are: each table and picture ends inside the screen and scrolls in itself."""

STYLE = """<style>
.st-key-block_heat { --room: calc(100vh - 11.25rem); }
.st-key-progress_measured { --room: 24rem; --short: 24rem; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-short_"]) { height: var(--short, 24rem) !important; }
[class*="st-key-short_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
.st-key-progress_choice { align-items: center; }
@media (min-width: 1600px) { .st-key-progress_measured { --room: 38rem; --short: 38rem; } }
@media (max-width: 899px) {
  .st-key-block_heat { --room: 75vh; }
  .st-key-progress_measured { --short: 26rem; }
}
</style>"""
