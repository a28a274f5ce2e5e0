"""ครัวเรือน: from selection to a better income, household by household: whom to see today, and where they are lost."""
