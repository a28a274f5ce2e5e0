"""How high the blocks of the page are: the long lists of a part end where the screen does and scroll in themselves."""

STYLE = """<style>
.st-key-block_times { --room: max(17rem, calc(100vh - 27rem)); }
.st-key-block_ready, .st-key-block_next { --room: max(17rem, calc(100vh - 25rem)); }
.st-key-block_register { --room: max(36rem, calc(100vh - 12rem)); }
.st-key-block_group_league { --room: max(17rem, calc(100vh - 21.5rem)); }
.st-key-block_groups_year { --short: max(14rem, calc(100vh - 27rem)); --room: max(17rem, calc(100vh - 24rem)); }
[data-testid="stLayoutWrapper"]:has(> [class*="st-key-short_"]) { height: var(--short, 15rem) !important; }
[class*="st-key-short_"] { height: 100% !important; overflow: hidden !important; gap: 0; }
@media (max-width: 899px) {
  .st-key-block_times, .st-key-block_ready, .st-key-block_next, .st-key-block_group_league { --room: 75vh; }
  .st-key-block_groups_year { --short: 16rem; }
}
</style>"""
