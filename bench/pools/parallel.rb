# Ruby's gem "parallel". Arguments: the job, the processes.

require "parallel"

def row(number)
  { id: number, name: "user #{number}", mail: "user#{number}@example.org", score: number / 3.0, active: number.even? }
end

def clock(which)
  Process.clock_gettime(which)
end

job, processes = ARGV
items = { "items" => (1..10_000), "rows" => (1..10_000).map { |number| row(number) }, "work" => (1..100) }.fetch(job).to_a
start = clock(Process::CLOCK_MONOTONIC)
answers = Parallel.map(items, in_processes: processes.to_i) do |item|
  if job == "work"
    finish = clock(Process::CLOCK_PROCESS_CPUTIME_ID) + 0.005
    nil while clock(Process::CLOCK_PROCESS_CPUTIME_ID) < finish
  end
  item
end
seconds = clock(Process::CLOCK_MONOTONIC) - start
abort "#{answers.size} answers" unless answers == items
puts seconds
