"""นำเข้าข้อมูล: drop files, match headings, put cells right, see what would change, store; history, undo, redo."""

from dashboard.ui import frame
from dashboard.ui.blocks import block
from dashboard.ui.import_page.drop import draw_upload
from dashboard.ui.import_page.history import draw_history
from dashboard.ui.import_page.taught import draw_taught
from dashboard.ui.import_page.templates import draw_templates
from dashboard.ui.words import t

view = frame.address()  # also where nothing has been imported yet
draw_upload(view)
draw_history(view)
draw_taught(view)
with block("templates", t("import_page.templates"), t("import_page.templates_note"), menu=False):
    draw_templates()
