"""How high the blocks of the page are: long tables scroll in themselves, charts stand in a fixed room."""

STYLE = """<style>
.st-key-block_year { --short: max(15.5rem, calc(100vh - 37rem)); --room: max(15.5rem, calc(100vh - 37rem)); }
.st-key-block_areas { --room: max(17.25rem, calc(100vh - 32rem)); }
.st-key-block_unproved_areas, .st-key-block_unproved_officers { --room: 21rem; }
.st-key-block_area_days { --room: 30rem; }
.st-key-block_item { --room: max(24rem, calc(100vh - 16rem)); }
/* a long list ends with what stands beside it, and fits the screen once it is scrolled to */
.st-key-block_delivery, .st-key-block_items, .st-key-block_evidence { --room: max(30rem, calc(100vh - 12rem)); }
.st-key-block_over, .st-key-block_unpaid { --room: max(22rem, calc(100vh - 24rem)); }
.st-key-block_spread { --short: 15rem; }
.st-key-block_standings, .st-key-block_kinds, .st-key-block_unproved_areas { --bar: 52%; }
.st-key-block_deliveries, .st-key-block_unproved_officers { --bar: 42%; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-short_"]) { height: var(--short, 20rem) !important; }
[class*="st-key-short_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
.st-key-items_tools { justify-content: space-between; flex-wrap: wrap; }
@media (min-width: 1600px) {
  .st-key-block_year { --short: max(24rem, calc(100vh - 43rem)); --room: max(24rem, calc(100vh - 43rem)); }
  .st-key-block_areas { --room: max(26rem, calc(100vh - 39rem)); }
  .st-key-block_unproved_areas, .st-key-block_unproved_officers { --room: 30rem; }
  .st-key-block_spread { --short: 20rem; }
}
@media (max-width: 899px) {
  .st-key-block_year { --short: 20rem; --room: none; }
  .st-key-block_areas, .st-key-block_item, .st-key-block_area_days { --room: 75vh; }
}
</style>"""
