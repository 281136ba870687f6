"""What schemathesis must know beside the document: how to sign in, what the formats mean that JSON Schema doesn't
define, and which refusals follow from what is stored, which no schema can tell. No check is off, and none of this
touches a 5xx or an undocumented answer."""

import itertools
import json
import os
import re
import urllib.request

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

NUMBERS = itertools.count(1)

HAS_ANOTHER = "This customer already has a conversation"
# What a rule of the product refuses with 400, whatever the schema allows: by operation, how its sentences begin.
RULES = {
    # The owner can't go, and keeps their role; a member's id doesn't tell who is the owner.
    "DELETE /api/v1/team/members/{member_id}": ["The owner cannot be removed"],
    "PATCH /api/v1/team/members/{member_id}": ["The owner cannot be removed"],
    # Nobody else's words: a password, a token from a mail.
    "PATCH /api/v1/auth/me": ["The current password is wrong"],
    "POST /api/v1/auth/email/verify": ["This link is not valid any more"],
    "POST /api/v1/auth/password/reset": ["This link is not valid any more"],
    # Unique: a name, an address, a domain, an account at a provider, a person's business.
    "POST /api/v1/auth/register": ["Email already registered"],
    "POST /api/v1/auth/business/create": ["You already have a business"],
    "POST /api/v1/team/invite": ["This person is already a member"],
    "POST /api/v1/customers/": ["This external id belongs to another customer"],
    "PATCH /api/v1/customers/{customer_id}": ["This external id belongs to another customer"],
    "POST /api/v1/widget/create": ["There is already a widget for this domain"],
    "PUT /api/v1/widget/update/{widget_id}": ["There is already a widget for this domain"],
    # A mailbox is opened by a password or by a token, which the fields can't say of each other.
    "POST /api/v1/channels/": ["Another active channel", "This email channel can't be set up: imap.password is missing",
                               "This email channel can't be set up: smtp.password is missing"],
    # Of one kind of channel, and once it has an account.
    "GET /api/v1/channels/{channel_id}/templates": ["This kind of channel has no templates", "The owner has to give"],
    # What a channel's configuration lacks after the change depends on what is stored, and so does its type.
    "PATCH /api/v1/channels/{channel_id}": [
        "Another active channel",
        "The type of a channel can't change",
        *(f"This {kind} channel can't be set up" for kind in ("email", "whatsapp", "telegram", "instagram", "x", "sms")),
    ],
    # An id in the body or the query is well formed and names nothing here (contract, section 3: 400, not 404).
    "POST /api/v1/conversations/": ["Invalid business", "Invalid channel", "Invalid customer", HAS_ANOTHER],
    "PATCH /api/v1/conversations/{id}": ["This user is not an active member", HAS_ANOTHER],
    "POST /api/v1/team/assign/{conversation_id}": ["This user is not an active member"],
    "PUT /api/v1/conversations/{id}/assign/{agent_id}": ["This user is not an active member"],
    # One conversation that is not closed for each customer and channel.
    "POST /api/v1/conversations/{id}/messages": [HAS_ANOTHER, "This channel takes an answer only", "Files can't be sent",
                                              "Only a mail has recipients", "A template goes out as it was approved",
                                              "There is no approved template", "The template can't be filled", "This kind of channel has no templates"],
    # Private and unencrypted addresses are not called, nor more than so many; what was switched off waits.
    "POST /api/v1/webhook-endpoints/": ["This address can't be called", "A business has 20 webhook endpoints"],
    "PATCH /api/v1/webhook-endpoints/{endpoint_id}": ["This address can't be called"],
    "POST /api/v1/webhook-endpoints/{endpoint_id}/test": ["This webhook endpoint is switched off"],
    "POST /api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay": [
        "This webhook endpoint is switched off", "This delivery is still on its way"],
    # What Theo may do, and what became of his answers, is stored; so is who wrote a message.
    "PATCH /api/v1/ai/settings": ["This address can't be called"],
    "POST /api/v1/ai/reply": ["Theo is switched off"],
    "POST /api/v1/ai/articles": ["Only an answer to a customer"],
    "POST /api/v1/ai/answers/{answer_id}/discard": ["This answer is no draft any more"],
    # Unique: a name in addresses. So many imports at once, of what may be called; what is over can't be cancelled.
    "POST /api/v1/kb/articles": ["Another article has this slug"],
    "PUT /api/v1/kb/articles/{article_id}": ["Another article has this slug"],
    "PATCH /api/v1/kb/help-centre": ["Another help centre has this name"],
    "POST /api/v1/kb/imports": ["Too many imports"],
    "POST /api/v1/kb/imports/site": ["Too many imports", "This address can't be called"],
    "POST /api/v1/kb/imports/{import_id}/cancel": ["This import is over already"],
    # What became of a message is known only once it was tried.
    "POST /api/v1/conversations/{id}/messages/{message_id}/send": ["Only a message that did not go out"],
}
# What 422 refuses beyond the schema: a message has a text or a file, and a file is not empty.
MESSAGES = ("POST /api/v1/conversations/{id}/messages", "POST /api/v1/widget/{widget_id}/messages")
UPLOADS = ("POST /api/v1/conversations/{id}/upload", "POST /api/v1/widget/{widget_id}/upload")
FORMS = (*UPLOADS, "POST /api/v1/kb/imports")
# How deep a page may be hangs on `limit` and the filters together, which parameters can't say of each other.
DEEP = re.compile("pages are this deep only by the cursor", re.IGNORECASE)
LISTS = ("GET /api/v1/conversations/", "GET /api/v1/customers/", "GET /api/v1/kb/articles")
# As pydantic does, the server reads these as booleans too; such a body is no negative one.
FLAGS = ("is_active", "show_online_badge", "announces_handoff")
# JSON Schema can't define these fields' formats: a text by chance that is meant to violate one may be one all the same.
# The product's own tests hold what each of them takes.
BY_FORMAT = re.compile(r"violates `format` at \S*/(domain|logo_url|avatar_url|host|address|url|slug|time_zone)\b")
READ_AS_FLAGS = ("true", "t", "yes", "y", "on", "1", "false", "f", "no", "n", "off", "0")


@schemathesis.auth(refresh_interval=None)
class Token:
    """The demo owner's; for calls that end sessions one of a new account, so that the others go on."""

    def get(self, case, _):
        if not re.search("/auth/(logout|sessions)", case.operation.path):
            return os.environ["PINGBACK_TOKEN"]
        account = {"email": f"hooks-{next(NUMBERS)}@example.com", "full_name": "A", "password": "correct horse"}
        headers = {"Content-Type": "application/json"}
        url = case.operation.schema.get_base_url().rstrip("/") + "/api/v1/auth/register"
        with urllib.request.urlopen(urllib.request.Request(url, json.dumps(account).encode(), headers)) as answer:
            return json.load(answer)["access_token"]

    def set(self, case, token, _):
        case.headers["Authorization"] = f"Bearer {token}"


LABEL = st.from_regex("[a-z0-9_]{1,10}(-[a-z0-9]{1,10})?", fullmatch=True)
HOST = st.builds("{}{}".format, st.lists(LABEL, max_size=3).map(lambda some: "".join(f"{one}." for one in some)),
                 st.sampled_from(["com", "example", "localhost", "XYZ"])) | st.sampled_from(
                     ["bücher.example", "127.0.0.1", "[::1]", "xn--bcher-kva.example"])
REST = st.from_regex(r"(:[1-9][0-9]{0,3})?([/?#][^\0]{0,20})?", fullmatch=True)
ADDRESS = st.builds("{}{}{}".format, st.sampled_from(["http://", "https://", "HTTPS://"]), HOST, REST)
schemathesis.openapi.format("web-address", ADDRESS)
schemathesis.openapi.format("domain", HOST | ADDRESS)
schemathesis.openapi.format("host", HOST)
schemathesis.openapi.format("time-zone", st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "UTC"]))
schemathesis.openapi.format("slug", st.from_regex("[a-z0-9]{1,10}(-[a-z0-9]{1,10})?", fullmatch=True))
LOCAL = st.from_regex("[a-z0-9.!*+_-]{1,20}", fullmatch=True)
schemathesis.openapi.format("plain-email", st.builds("{}@{}.com".format, LOCAL, LABEL))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Lets good requests get further than chance does: to things that exist, from a page without an origin."""
    if not (case.meta and case.meta.generation.mode.is_positive):
        return
    number, headers = next(NUMBERS), case.headers or {}
    # The same key with another body is refused, rightly: each comes once.
    if isinstance(headers.get("Idempotency-Key"), str):
        headers["Idempotency-Key"] = f"{headers['Idempotency-Key'][:240]}-{number}"
    # Chance writes no origin of the widget's domain, and no visitor's token.
    if number % 2:
        headers.pop("Origin", None)
        if isinstance(case.body, dict):
            case.body.pop("visitor_token", None)
    # Nobody's site is read for a test.
    if case.operation.label == "POST /api/v1/kb/imports/site" and isinstance(case.body, dict):
        case.body["url"] = "https://help.invalid/"
    # A form's fields have names that a form can say; by chance they hold quotation marks and controls.
    if case.operation.label in FORMS and isinstance(case.body, dict):
        for name in set(case.body) - {"state", "file"}:
            del case.body[name]
    # In a sequence the ids come from earlier answers.
    if number % 3 and case.path_parameters and case.meta.phase.name.value != "stateful":
        for name in case.path_parameters:
            case.path_parameters[name] = 1 + number // 3 % 40


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure counts."""
    if isinstance(failure, RejectedPositiveData):
        return not is_rule(case.operation.label, response)
    if isinstance(failure, AcceptedNegativeData):
        return not (is_lax_flag(case.body) or BY_FORMAT.search(failure.message))
    return True


def is_rule(operation, response):
    detail = response.json()["detail"]
    if response.status_code == 400:
        return detail.startswith(tuple(RULES.get(operation, ())))
    if response.status_code != 422:
        return False
    told = [(one["loc"][-1], one["msg"]) for one in detail]
    if operation in MESSAGES:
        return all(where == "content" and what.startswith("String should have at least 1") for where, what in told)
    if operation in UPLOADS:
        return told == [("file", "Value error, The file is empty")]
    return operation in LISTS and all(DEEP.search(what) for _, what in told)


def is_lax_flag(body):
    sent = [body[name] for name in FLAGS if name in body] if isinstance(body, dict) else []
    return any(not isinstance(one, bool) and str(one).lower().removesuffix(".0") in READ_AS_FLAGS for one in sent)
