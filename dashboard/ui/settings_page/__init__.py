"""ตั้งค่า: the programme's rules and targets of a year, what was changed when, and what this dashboard is made of."""
