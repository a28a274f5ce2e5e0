"""รายหมู่บ้าน: one village's whole story, from the same registers that every total is made of."""
