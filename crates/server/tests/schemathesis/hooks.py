"""What schemathesis must know beside the document."""

import schemathesis


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """The same Idempotency-Key with another body is refused, rightly, and generated keys come again: it is tested elsewhere."""
    for item in raw_schema["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "parameters" in operation:
                operation["parameters"] = [one for one in operation["parameters"] if one.get("name") != "Idempotency-Key"]
