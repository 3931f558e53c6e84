-- Asks every line of the file that QUESTIONS names, one after the other, and counts replies that are no answer.
local bodies = {}
for line in io.lines(os.getenv("QUESTIONS")) do
  if line ~= "" then
    bodies[#bodies + 1] = '{"message":"' .. line:gsub('[\\"]', '\\%0') .. '"}'
  end
end
local headers = { ["Content-Type"] = "application/json" }
local next_body = 0

function request()
  next_body = next_body % #bodies + 1
  return wrk.format("POST", nil, headers, bodies[next_body])
end

function done(summary, latency)
  local answers = summary.requests - summary.errors.status
  print(string.format("answers/s %.0f   p50 %.1f ms   p95 %.1f ms   p99 %.1f ms   refused %d",
    answers / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    latency:percentile(99) / 1000, summary.errors.status))
end
