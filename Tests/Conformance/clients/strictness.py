"""Holds typed objects against their own types.

The clients of OpenAI and Anthropic build their models without validation, so that a missing field shows only when it is
used. Here the JSON of each object is validated again, strictly, and every member that its type does not know is named.
"""
import pydantic


def problems(model, known=frozenset()):
    """Pairs (place, what). `known` holds places where the vendor is known to differ from its client."""
    found = []
    try:
        type(model).model_validate_json(model.to_json(indent=None), strict=True)
    except pydantic.ValidationError as error:
        for one in error.errors(include_url=False):
            place = f"{type(model).__name__}." + ".".join(str(part) for part in one["loc"] if not isinstance(part, int))
            if place not in known:
                found.append((place, f"{one['msg']}, got {one.get('input')!r:.120}"))
    for place in extras(model, type(model).__name__):
        if place not in known:
            found.append((place, "unknown to the client's types"))
    return found


def extras(value, place):
    """Places of members without a type, however deep."""
    if isinstance(value, pydantic.BaseModel):
        for name in value.model_extra or {}:
            yield f"{place}.{name}"
        for name in type(value).model_fields:
            yield from extras(getattr(value, name, None), f"{place}.{name}")
    elif isinstance(value, list):
        for item in value:
            yield from extras(item, place)
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from extras(item, f"{place}.{name}")


def lost(raw, kept, place):
    """Places of members of a JSON value that a typed object did not keep."""
    if isinstance(raw, dict) and isinstance(kept, dict):
        for name, value in raw.items():
            if name not in kept:
                yield f"{place}.{name}", "lost by the client's types"
            else:
                yield from lost(value, kept[name], f"{place}.{name}")
    elif isinstance(raw, list) and isinstance(kept, list):
        for left, right in zip(raw, kept):
            yield from lost(left, right, place)
