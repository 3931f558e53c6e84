/// What Python's gzip and zlib made of texts, in base64.
enum GzipSamples {
  static let all: [(packed: String, text: String)] = [
    (
      packed: "H4sIAAAAAAAEAwEFAPr/aGVsbG+GphA2BQAAAA==",
      text: "hello"
    ),
    (
      packed: "H4sIAAAAAAAEA0tMShyFoyFA9RAAAPPw9SRYAgAA",
      text: String(repeating: "ab", count: 300)
    ),
    (
      packed: "H4sIAAAAAAACA0vLrEhNUUhDIpPzU1KLAU7U7pgXAAAA",
      text: "fixed fixed fixed codes"
    ),
    (
      packed: "H4sIAAAAAAACAwMAAAAAAAAAAAA=",
      text: ""
    ),
    (
      packed: "H4sIAAAAAAACAx3VwXFjMQwD0Dtq8UEgKVIsZ7cKlx/Ap+/JTJBvQE/59/mP8/ke8PNdLuLzffmQn+/cQX2+PY37"
        + "+d69aD1YmM+3MvE+37yB/XxjCCqEqxjl8CyooHiggrYGVNLrBhU174LKmlOgwjoSVNqtABVXTYTi8h2E4mL1Wo7j"
        + "QyiPOQjl3UYobuciFPe2EIp7TITiJgOhuL5EKu7OQSqu3iIVV0dfU3EZg1RcVCOVx75I5xVScYlU2EYg1z8kSmHT"
        + "B0W3s6hwPQ+V7kellQtq1HVDF9WuqFDjihKlPDJQykviKm7vwaUrWtxwRQ/XG5zB9QihEbxCXdx2RYXrl3uJ6yFO"
        + "4HqJINpL1EHTr4UOV/TQ6YoG7SXYaC+RGrVdUaHHFSVacbWB9hIkxkvkwXiJWky4oodx3mD8dhjvEBfz601HZFxR"
        + "YhTWLzDe4RDPO8TB8w65eOGKHl66osErV9R43oEXT3lZeOOKdOSe/2bgKW6WWC/Bg/USsVgvUQ+brmiw5Yoa6yXO"
        + "xXqJKKyXqMT69XSEFbfPZ9hTHB3i4y2kgcdjyANPuiYd5OOTJxM810XpKB8PIhc8XkQyeJQbsiEI+kPWwV+ynmam"
        + "h0cxD/t49mEgYyAW0hZiIm0iNnJtxEjKSKwkpYRmEmJCO+GanecRFFqKoNBSVlRoK09WaCwjLLSWkRaaS4sL7eXK"
        + "Cw2mBIYWkxJDk8lj0d5KZmg0FBpajdDQalZsaDd7FGw6T3RoOyM7NJ4WHlrPlR6aT4kP7afou8KzCRAtKCSIJkQR"
        + "og2JEH+GlGtDK0S0oidFNKMRI9pRyxENqQWJlnTDl5CnEyXaUsoSjSmEidYU0kRzUq26qVyFgu1pBYoW9SSKJjUi"
        + "RZsamaJRdfp6810pVTSrEivaVcoV+8dewZYVkkXT0jfRh98r6+lbU7hoXXsUbGBPwGhhU744fXOKGG3syhiN7AoZ"
        + "raykjGaWYkY7CzmjoelX9cHJCv5JU66lrajR1t71jew7VNhobS1tNLcWN9rblTcaXAkcLS4ljiYXIkebC5mj0ekU"
        + "6sPvH4eevk/bd70vVLn7A+468LWEBgAA",
      text: "a,b\n" + (0..<200).map { "\($0),x\($0 * 7919 % 1000)\n" }.joined()
    ),
  ]
}
