"""The import page: dropped files understood, put right, seen in what they would change, stored; their history."""
