"""How high the blocks of the page are: each list ends inside the screen and scrolls in itself."""

STYLE = """<style>
:root { --sages-top: 22rem; }
.st-key-block_sizes, .st-key-block_by_status, .st-key-block_by_role { --bar: 50%; }
.st-key-block_short, .st-key-block_sessions, .st-key-block_places, .st-key-block_no_leader, .st-key-block_gaps,
.st-key-block_skills, .st-key-block_sages { --room: max(20rem, calc(100vh - var(--sages-top) - 5rem)); }
.st-key-block_team_areas { --room: max(13rem, calc(100vh - var(--sages-top) - 19rem)); }
.st-key-block_left_areas, .st-key-block_batches { --room: 22rem; }
.st-key-block_meetings { --room: 20rem; }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-chart_"]) {
  height: var(--chart, 11.5rem) !important; flex: 0 0 var(--chart, 11.5rem) !important;
}
[class*="st-key-chart_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
.st-key-sages_lists, .st-key-sages_places { gap: 0.5rem; }
/* three blocks: the list to act on beside the other two, on a phone between them */
@media (min-width: 900px) {
  [class*="st-key-sages_split"] {
    display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 8fr); grid-template-rows: auto 1fr;
    gap: 0.75rem 1.5rem;
  }
  .st-key-sages_split_changes { grid-template-columns: minmax(0, 5fr) minmax(0, 7fr); }
  [class*="st-key-sages_split"] > :nth-child(2) { grid-column: 2; grid-row: 1 / span 2; }
}
@media (min-width: 1600px) { :root { --sages-top: 29rem; --chart: 19rem; } }
@media (max-width: 899px) { :root { --chart: 15rem; } }
</style>"""
