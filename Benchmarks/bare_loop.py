"""A bare asyncio loop with aiohttp and json: what a request costs when nothing is classified or stored."""
import asyncio
import json
import resource
import sys

import aiohttp

URL, TOTAL, WIDTH = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
BODY = {"model": "m", "messages": [{"role": "user", "content": "x" * 600}], "max_tokens": 4096}


async def main():
    left = iter(range(TOTAL))
    connector = aiohttp.TCPConnector(limit=WIDTH)
    async with aiohttp.ClientSession(connector=connector) as session:

        async def worker():
            for _ in left:
                async with session.post(URL, data=json.dumps(BODY), headers={"Content-Type": "application/json"}) as reply:
                    document = json.loads(await reply.read())
                    assert document["choices"][0]["message"]["content"]

        await asyncio.gather(*(worker() for _ in range(WIDTH)))


before = resource.getrusage(resource.RUSAGE_SELF)
asyncio.run(main())
after = resource.getrusage(resource.RUSAGE_SELF)
cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
print(f"{cpu / TOTAL * 1000:.4f}")
