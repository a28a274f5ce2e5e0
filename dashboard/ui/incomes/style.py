"""How high the tables of the page are: each ends inside the screen and scrolls in itself."""

STYLE = """<style>
.st-key-block_areas, .st-key-block_occupations { --room: max(22rem, calc(100vh - 26rem)); }
.st-key-block_levels { --room: max(13rem, calc(100vh - 34rem)); }
.st-key-block_changes { --room: max(18rem, calc(100vh - 26rem)); }
.st-key-block_year { --room: max(18rem, calc(100vh - 26rem)); }
.st-key-block_missing, .st-key-block_jumps { --room: max(22rem, calc(100vh - 26rem)); }
@media (min-width: 1600px) { .st-key-block_missing, .st-key-block_jumps { --room: calc(100vh - 31rem); } }
@media (max-width: 899px) { .st-key-block_areas, .st-key-block_occupations { --room: 75vh; } }
</style>"""
