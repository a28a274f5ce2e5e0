"""งบประมาณและวัสดุ: the money of an area, what its villages need, evidence, delivery and how long things take."""
