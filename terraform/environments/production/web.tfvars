container = {
  name = "web"
  port = 8080
}
cpu    = 256
memory = 512

scaling = {
  min = 2
  max = 6
}
