"""How high the long tables of the page may grow before they scroll in themselves."""

STYLE = """<style>
.st-key-block_households { --room: 34rem; }
.st-key-block_visits { --room: 26rem; }
.st-key-block_chooser { --room: calc(100vh - 14.5rem); }
@media (max-width: 899px) { .st-key-block_households, .st-key-block_visits { --room: 75vh; } }
</style>"""
