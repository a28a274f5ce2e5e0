"""How high the blocks of the page are: long tables scroll in themselves, the line stands in a fixed room."""

STYLE = """<style>
.st-key-whatif_meeting { flex: 0 0 11rem !important; width: 11rem !important; }
.st-key-block_whatif_line { --short: 15rem; }
.st-key-block_whatif_land { --room: max(26rem, calc(100vh - 21rem)); }
.st-key-block_whatif_land_areas { --room: max(12rem, calc(100vh - 40rem)); }
.st-key-block_whatif_pace { --room: max(20rem, calc(100vh - 27rem)); }
.st-key-block_whatif_total, .st-key-block_whatif_areas { --room: max(20rem, calc(100vh - 32rem)); }
.st-key-block_whatif_loads, .st-key-block_whatif_moves { --room: max(20rem, calc(100vh - 32rem)); }
.st-key-block_whatif_loads { --bar: 40%; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-short_"]) { height: var(--short, 20rem) !important; }
[class*="st-key-short_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
@media (min-width: 1600px) { .st-key-block_whatif_line { --short: 22rem; } }
@media (max-width: 899px) {
  .st-key-block_whatif_line { --short: 18rem; }
  [class*="st-key-block_whatif_"] { --room: 75vh; }
}
</style>"""
