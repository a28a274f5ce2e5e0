"""Who saw or took what: the audit log of everything that leaves the dashboard."""
