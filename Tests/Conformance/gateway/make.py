"""Writes a LiteLLM configuration and a study that ask the simulator directly and through the gateway.

Usage: make.py SIMULATOR_URL GATEWAY_URL FOLDER
"""
import json
import pathlib
import sys

simulator, gateway, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
KINDS = ["answered", "input", "no-text", "midstream", "structured"]
# How the gateway reaches the upstream, and how a client of the gateway asks.
UPSTREAMS = {"chat": ("openai", f"{simulator}/v1", "openai-chat"), "messages": ("anthropic", simulator, "anthropic")}

models, styles = [], []
for upstream, (provider, base, dialect) in UPSTREAMS.items():
    for kind in KINDS:
        if kind == "structured" and upstream == "messages":
            continue  # this wire has no such field
        name = f"{upstream}-{kind}"
        models.append({"model_name": name, "litellm_params": {"model": f"{provider}/sim-1", "api_base": base, "api_key": f"sim-{kind}"}})
        for way in ("document", "stream"):
            stream = way == "stream"
            key = f"file:{folder}/key-{kind}"
            styles.append({"id": f"{name}-{way}.direct", "dialect": dialect, "base_url": base, "model": "sim-1", "key": key, "stream": stream})
            styles.append({"id": f"{name}-{way}.through", "dialect": "openai-compatible", "profile": "litellm",
                           "base_url": f"{gateway}/v1", "model": name, "key": "${CONFORMANCE_KEY}", "stream": stream})
for kind in KINDS:
    (folder / f"key-{kind}").write_text(f"sim-{kind}\n")
(folder / "proxy.yaml").write_text(json.dumps({"model_list": models, "litellm_settings": {"telemetry": False, "num_retries": 0}}))
study = {"study": "gateway", "suites": [{"use": "ai-rnd", "frames": ["typical"], "roles": ["main"], "sample": {"n": 2, "seed": 1}}],
         "parity": {"list_models": False}, "styles": styles}
(folder / "study.yaml").write_text(json.dumps(study))
