"""ปราชญ์และการอบรม: teams, the five training days, who left and who came, batches, skills, the register.

One part is shown at a time (`tab`); what a click limits them to stands in the address and in chips above them.
"""
