container = {
  name = "web"
  port = 8080
  # Where the image has a program for it; without, the load balancer's check alone counts, and each render warns of that.
  # health_check = { command = ["CMD-SHELL", "wget -q -O /dev/null http://localhost:8080/healthz"] }
}
cpu    = 256
memory = 512

scaling = {
  min = 2
  max = 6
}

# Environment variables whose values stand in Secrets Manager or Parameter Store. A whole secret is named by its ARN; one
# key of its JSON with `:key::` behind it.
# secrets = {
#   DATABASE_URL = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/database-AbCdEf"
#   API_TOKEN    = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:web/tokens-AbCdEf:api::"
#   LICENSE      = "arn:aws:ssm:eu-west-1:111122223333:parameter/web/license"
# }

# Where tasks may connect to; only port 443 is open unless said. Keep `https`, which pulls images and writes logs.
# egress = {
#   https    = { port = 443, cidr = "0.0.0.0/0" }
#   database = { port = 5432, cidr = "10.0.0.0/16" }
# }
