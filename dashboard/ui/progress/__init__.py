"""ความก้าวหน้า: areas and stages, who moved, the picture, the plan. One chosen measure drives the last three."""
