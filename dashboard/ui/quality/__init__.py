"""คุณภาพข้อมูล: how complete, timely, consistent and correct the data of each area is, and what to do about it."""
