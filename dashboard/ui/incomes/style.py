"""How high the tables of the page are: each ends inside the screen and scrolls in itself."""

STYLE = """<style>
.st-key-block_areas, .st-key-block_occupations { --room: 25rem; }
.st-key-block_levels, .st-key-block_changes, .st-key-block_year { --room: 18rem; }
.st-key-block_missing, .st-key-block_jumps { --room: 30rem; }
@media (min-width: 1600px) {
  .st-key-block_areas, .st-key-block_occupations { --room: 34rem; }
  .st-key-block_levels, .st-key-block_changes, .st-key-block_year { --room: 26rem; }
  .st-key-block_missing, .st-key-block_jumps { --room: 42rem; }
}
</style>"""
