"""Computes the expected answers of agentic.yaml; exit 1 on disagreement."""
from math import factorial, prod
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


ANSWERS = {
    "agentic-retry-budget-calc": pipeline(),
    "agentic-twin-relay-team": pipeline(),
    "agentic-queue-throughput": erlang_c_wait(42, 12, 10),
    "agentic-twin-repair-desk": erlang_c_wait(42, 12, 10),
    "agentic-agent-cost-report": unexplained_cost(),
    "agentic-twin-printing-cost": unexplained_cost(),
}

if __name__ == "__main__":
    verify("agentic", ANSWERS)
