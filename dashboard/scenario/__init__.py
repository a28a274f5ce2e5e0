"""What if: pure functions over measure results, and the few queries that bring those results here."""
