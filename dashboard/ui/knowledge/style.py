"""How the page is laid out: the lists of one part end where the screen does; on paper only what is read remains."""

STYLE = """<style>
.st-key-block_knowledge_without { --room: max(18rem, calc(100vh - 19rem)); }
.st-key-block_knowledge_coverage { --room: max(14rem, calc(100vh - 23rem)); }
.st-key-block_knowledge_facets { gap: 0.5rem; --bar: 42%; }
.st-key-knowledge_search { flex-wrap: wrap; }
.st-key-knowledge_search [data-testid="stTextInput"] { flex: 1 1 16rem; max-width: 36rem; }
@media (max-width: 899px) { .st-key-block_knowledge_coverage, .st-key-block_knowledge_without { --room: none; } }
@media print {
  .st-key-knowledge_search, .st-key-block_knowledge_facets { display: none !important; }
  [data-testid="stColumn"]:has(.st-key-knowledge_docx) { display: none !important; }
  [data-testid="stColumn"]:has(.st-key-knowledge_article) { flex: 1 1 100% !important; width: 100% !important; }
  .stApp:has(.st-key-knowledge_article) :is(.st-key-filters, .st-key-filter_chips, .st-key-band, .st-key-rail) {
    display: none !important;
  }
}
</style>"""
