"""How high the blocks of the page are."""

STYLE = """<style>
.st-key-block_targets_programme, .st-key-block_targets { --room: max(24rem, calc(100vh - 16rem)); }
.st-key-block_rules_moves_nation, .st-key-block_rules_moves_here { --room: 20rem; }
.st-key-block_target_moves, .st-key-block_removal_moves { --room: 20rem; }
.st-key-block_rules_moves_areas { --room: 32rem; }
.st-key-block_licences { --room: 28rem; }
@media (max-width: 899px) { [class*="st-key-block_"] { --room: 75vh; } }
</style>"""
