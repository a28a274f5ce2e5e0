"""How high the blocks of the page are: long tables scroll in themselves."""

STYLE = """<style>
.st-key-block_quality_heat, .st-key-block_pieces { --room: max(22rem, calc(100vh - 24rem)); }
.st-key-block_silence { --room: max(24rem, calc(100vh - 25rem)); }
.st-key-block_warning_areas, .st-key-block_mended { --room: 22rem; }
[class*="st-key-block_refused_"] { --room: 19rem; }
.st-key-block_flag_areas { --room: max(24rem, calc(100vh - 25rem)); }
@media (max-width: 899px) { [class*="st-key-block_"] { --room: 75vh; } }
</style>"""
