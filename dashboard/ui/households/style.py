"""How high the lists of the page may grow before they scroll in themselves."""

STYLE = """<style>
.st-key-households_page, .st-key-households_glance, .st-key-households_part { gap: 0.5rem; }
/* a long list and what stands beside it end together, and fit the screen once it is scrolled to them */
.st-key-households_part { --high: max(30rem, 100vh - 9rem); }
.st-key-block_overdue, .st-key-block_uncared, .st-key-block_selection, .st-key-block_stopped { --room: var(--high); }
.st-key-block_overdue_officers { --room: calc((var(--high) - 4.5rem) * 0.42); }
.st-key-block_overdue_trainers { --room: calc((var(--high) - 4.5rem) * 0.58); }
.st-key-block_areas { --room: calc(100vh - 9rem); }
.st-key-block_joined_villages, .st-key-block_wanted { --room: 36rem; }
.st-key-block_joined_by { --room: 17rem; }
.st-key-block_stopped_after { --room: 20rem; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-short_"]) { height: var(--short, 14rem) !important; }
[class*="st-key-short_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
@media (min-width: 1600px) {
  .st-key-block_joined_villages, .st-key-block_wanted { --room: 48rem; }
}
/* in a village the list comes first: the phone's small screen is for whom to see, not for how far all are */
@media (max-width: 899px) { [data-testid="stLayoutWrapper"]:has(> .st-key-households_glance) { order: 2; } }
</style>"""
