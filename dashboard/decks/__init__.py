"""The meeting's files: decks with native charts and tables, PDFs, pictures and reports, all from the drawn slides."""
