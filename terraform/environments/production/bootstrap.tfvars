# The zone of the platform's domain, in which the apply role may change records.
hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]
