"""Who may see what, and who saw or took what: roles, the areas each person reaches, the audit log."""
