# The zone of the platform's domain, in which the apply role may change records.
hosted_zone_ids = ["Z0123456789ABCDEFGHIJ"]

# Who alone may open the states beside the roles of plan and apply; whoever applies this stack has to be among them.
# Without, whomever the account's own policies let.
# state_principal_arns = ["arn:aws:iam::111122223333:role/administrators"]
