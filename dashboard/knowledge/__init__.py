"""The knowledge records: what is asked for, which records hold it, and how a record is written down as a document.

`asking` reads a question, `finding` asks the store, `marking` shows where the words stand, `documents` writes forms.
It must not know pages or how they are drawn.
"""
