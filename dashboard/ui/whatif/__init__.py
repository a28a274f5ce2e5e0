"""What if: the six questions, the stack of changes, saved scenarios beside each other."""
