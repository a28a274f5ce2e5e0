"""นำเข้าข้อมูล: drop files, see what was recognised and what is wrong, store; history, undo, templates."""

from dashboard.ui.blocks import block
from dashboard.ui.import_history import draw_history
from dashboard.ui.import_templates import draw_templates
from dashboard.ui.importing import draw_upload
from dashboard.ui.words import t

draw_upload()
draw_history()
with block("templates", t("import_page.templates"), t("import_page.templates_note"), menu=False):
    draw_templates()
