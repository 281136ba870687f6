-- Asks for a different page each time: wrk … -- FIRST_PAGE PAGES. The URL ends in `page=`.
-- Neighbouring requests are far apart, and each thread starts elsewhere.
local folder = debug.getinfo(1, 'S').source:sub(2):match('(.*/)')
dofile(folder .. 'report.lua')

local threads = 0
function setup(thread)
  thread:set('offset', threads * 4001)
  threads = threads + 1
end

local requests, next_one = {}, 0
function init(args)
  local first, pages = tonumber(args[1]), tonumber(args[2])
  for page = 0, pages - 1 do
    requests[page] = wrk.format(nil, wrk.path .. (first + page))
  end
  next_one = offset % pages
  stride = 7919 % pages
  count = pages
end

function request()
  next_one = (next_one + stride) % count
  return requests[next_one]
end
