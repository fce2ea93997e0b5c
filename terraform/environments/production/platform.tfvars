zones   = ["eu-west-1a", "eu-west-1b"]
domain  = "app.example.org"
zone_id = "Z0123456789ABCDEFGHIJ"
