"""Computes the expected answers of agentic.yaml; exit 1 on disagreement."""
from math import ceil, comb, factorial, prod
from verify import verify


def pipeline():
    steps = [(0.98, 0.90), (0.90, 0.60), (0.85, 0.80), (0.95, 0.50), (0.88, 0.70), (0.99, 1.00)]
    return prod(s + (1 - s) * seen * s for s, seen in steps)


def erlang_c_wait(rate_per_hour, minutes, servers):
    load = rate_per_hour * minutes / 60
    top = load**servers / factorial(servers) * servers / (servers - load)
    wait_probability = top / (sum(load**k / factorial(k) for k in range(servers)) + top)
    return wait_probability * minutes / (servers - load)


def unexplained_cost():
    september = 310 * 3 + 2940 * 0.3 + 96 * 15
    october = 1120 * 3 + 2310 * 0.3 + 101 * 15
    return round(october - september * 5420 / 5150)


NIGHT = """backup-images 90 95 disk;label-export 95 20 db;label-translate 100 50 gpu;climate-check 75 30 gpu;db-dump 120 40 db;
db-vacuum 140 35 db;thumbs 150 45 disk;search-index 155 30 db;search-index-old 170 30 db;loan-reminders 180 5 db;
transcribe 180 120 gpu;audio-normalise 210 25 disk"""


def colliding_pairs():
    jobs = [(int(start), int(start) + int(length), resource) for _, start, length, resource in map(str.split, NIGHT.split(";"))]
    return sum(
        a[2] == b[2] and max(a[0], b[0]) < min(a[1], b[1]) for index, a in enumerate(jobs) for b in jobs[index + 1 :]
    )


def bucket_calls(capacity=600, refill=60, cost=40, calls=30, rounds=40):
    level, served = capacity, 0
    for _ in range(rounds):
        now = min(calls, level // cost)
        served += now
        level = min(capacity, level - now * cost + refill)
    return served


def availability(shared):
    hosts = sum(comb(4, k) * 0.995**k * 0.005 ** (4 - k) for k in (3, 4))
    return 100 * 0.9995 * (1 - 0.008**2) * shared * 0.999 * hosts


def index_gigabytes(bytes_per_dimension):
    chunks = 1_900_000 * (1 + ceil((2900 - 800) / 650))
    return chunks * (1024 * bytes_per_dimension + 2 * 16 * 4 + 8) / 1e9


def slope(values):
    n, my = len(values), sum(values) / len(values)
    mx = (n - 1) / 2
    return sum((i - mx) * (v - my) for i, v in enumerate(values)) / sum((i - mx) ** 2 for i in range(n))


ANSWERS = {
    "agentic-long-config-innocuous": colliding_pairs(),
    "agentic-token-bucket": bucket_calls(),
    "agentic-twin-fountain": bucket_calls(),
    "agentic-availability-chain": availability(0.997),
    "agentic-twin-ferry-chain": availability(0.997),
    "agentic-embedding-storage": index_gigabytes(1),
    "agentic-disk-forecast": slope([1104, 1208, 1305, 1411, 1509]),
    "agentic-twin-hayloft": slope([1104, 1208, 1305, 1411, 1509]),
    "agentic-retry-budget-calc": pipeline(),
    "agentic-twin-relay-team": pipeline(),
    "agentic-queue-throughput": erlang_c_wait(42, 12, 10),
    "agentic-twin-repair-desk": erlang_c_wait(42, 12, 10),
    "agentic-agent-cost-report": unexplained_cost(),
    "agentic-twin-printing-cost": unexplained_cost(),
}

if __name__ == "__main__":
    verify("agentic", ANSWERS)
