"""Python's ProcessPoolExecutor. Arguments: the job, the processes, the size of chunks."""

import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor


def same(item):
    return item


def work(task):
    end = time.process_time() + 0.005
    while time.process_time() < end:
        pass
    return task


def row(number):
    return {"id": number, "name": f"user {number}", "mail": f"user{number}@example.org",
            "score": number / 3, "active": number % 2 == 0}


JOBS = {
    "items": (same, list(range(1, 10_001))),
    "rows": (same, [row(number) for number in range(1, 10_001)]),
    "work": (work, list(range(1, 101))),
}

if __name__ == "__main__":
    function, items = JOBS[sys.argv[1]]
    context = multiprocessing.get_context("fork")
    start = time.perf_counter()
    with ProcessPoolExecutor(int(sys.argv[2]), mp_context=context) as pool:
        answers = list(pool.map(function, items, chunksize=int(sys.argv[3])))
    seconds = time.perf_counter() - start
    assert answers == items
    print(seconds)
