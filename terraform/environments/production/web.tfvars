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
