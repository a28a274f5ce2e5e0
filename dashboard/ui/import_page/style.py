"""How the page is laid out."""

STYLE = """<style>
[class*="st-key-running_"] { align-items: end; }
[class*="st-key-running_"] > :first-child { flex: 1 1 auto; }
[class*="st-key-batch_card_"] { gap: 0.375rem; }
[class*="st-key-batch_acts_"] { justify-content: flex-end; }
.st-key-block_moves_nation, .st-key-block_moves_areas { --room: 26rem; }
@media (max-width: 899px) { [class*="st-key-block_moves"] { --room: 75vh; } }
</style>"""
