"""กลุ่มอาชีพและ OTOP: from practising households to groups, registration and stars; what comes next, and the register."""
