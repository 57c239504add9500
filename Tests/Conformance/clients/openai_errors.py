"""How an error of OpenAI's client reads, whichever endpoint it comes from."""
import openai
import pydantic
from openai.types.shared.error_object import ErrorObject

from strictness import problems

# Members that other vendors put into an error, and that OpenAI's type does not know.
FOREIGN = {"ErrorObject.innererror", "ErrorObject.status", "ErrorObject.metadata", "ErrorObject.request_id",
           "ErrorObject.content_filter_result"}


def refused(seen, error, strict=True):
    seen["raises"], seen["message"] = type(error).__name__, str(error)
    if not isinstance(error, openai.APIError):
        return
    seen["message"] = error.message
    seen["code"], seen["type"], seen["param"] = error.code, error.type, error.param
    seen["body"] = error.body
    if isinstance(error, openai.APIStatusError):
        seen["status"], seen["request_id"] = error.status_code, error.request_id
        seen["retry_after"] = error.response.headers.get("retry-after")
    if strict and isinstance(error.body, dict):
        try:
            seen.problems += problems(ErrorObject.model_validate(error.body), FOREIGN)
        except pydantic.ValidationError as wrong:
            seen.problems += [("ErrorObject." + ".".join(map(str, one["loc"])), one["msg"]) for one in wrong.errors()]
