"""Every event of the sockets with python-socketio, over each transport: the same steps as every_event.mjs.

    python every_event.py URL TOKEN
"""

import json
import sys
import threading
import urllib.request
import uuid

import socketio

URL, TOKEN = sys.argv[1:3]


def call(method, path, body=None, bearer=TOKEN):
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{URL}/api/v1/{path}", data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


class Open:
    """A socket whose events can be awaited."""

    def __init__(self, auth, transports):
        self.transports = transports
        self.heard = []
        self.news = threading.Condition()
        self.refusal = None
        self.gone = threading.Event()
        self.client = socketio.Client(reconnection=False)
        self.client.on("*", self.hear)
        self.client.on("connect_error", self.refuse)
        self.client.on("disconnect", lambda *_: self.gone.set())
        self.connect(auth)

    def connect(self, auth):
        self.gone.clear()
        try:
            self.client.connect(URL, auth=auth, transports=self.transports, wait_timeout=10)
        except socketio.exceptions.ConnectionError:
            assert self.refusal is not None

    def refuse(self, data=None):
        self.refusal = data

    def hear(self, name, data=None):
        with self.news:
            self.heard.append((name, data))
            self.news.notify_all()

    def next(self, name, wanted=lambda _: True):
        def found():
            return next((at for at, (one, data) in enumerate(self.heard) if one == name and wanted(data)), None)

        with self.news:
            assert self.news.wait_for(lambda: found() is not None, 10), f"no {name} came: {self.heard}"
            return self.heard.pop(found())[1]

    def ask(self, name, data):
        return self.client.call(name, data, timeout=10)


def everything(transports):
    me = call("GET", "auth/me")
    business_id = me["business"]["id"]
    widgets = call("GET", "widget")
    widget_id = widgets[0]["id"] if widgets else call("POST", "widget/create", {"domain": "shop.example"})["id"]

    nobody = Open({}, transports)
    assert nobody.refusal == {"message": "business_id is required"}, nobody.refusal
    nobody.client.disconnect()

    agent = Open({"token": TOKEN, "business_id": business_id}, transports)
    assert agent.next("ready")["role"] == "agent"
    visitor = Open({"widget_id": widget_id}, transports)
    visitor.next("ready")

    client_id = str(uuid.uuid4())
    said = visitor.ask("client_message", {"content": "Hello", "client_id": client_id, "customer": {"name": "Vera"}})
    assert said["ok"] is True
    again = visitor.ask("client_message", {"content": "Hello", "client_id": client_id})
    assert again["message_id"] == said["message_id"]
    number = said["conversation_id"]
    created = agent.next("conversation_created", lambda one: one["conversation"]["number"] == number)
    message = agent.next("new_message", lambda one: one["id"] == said["message_id"])
    assert message["seq"] == created["seq"] + 1
    visitor.next("new_message", lambda one: one["client_id"] == client_id)

    assert agent.ask("join_conversation", {"conversation_id": number})["ok"] is True
    assert agent.ask("view_conversation", {"conversation_id": number})["ok"] is True
    presence = agent.next("presence", lambda one: one["conversation_id"] == number)
    assert presence["viewers"][0]["user_id"] == me["user"]["id"]
    assert agent.ask("typing", {"conversation_id": number, "is_typing": True})["ok"] is True
    assert visitor.next("typing")["user_id"] == me["user"]["id"]
    assert visitor.ask("typing", {"conversation_id": number, "is_typing": True})["ok"] is True
    assert agent.next("typing")["user_id"] is None

    call("PUT", f"conversations/{number}/assign/{me['user']['id']}")
    assigned = agent.next("conversation_assigned", lambda one: one["conversation_id"] == number)
    assert assigned["assigned_by"] == me["user"]["id"]

    assert agent.ask("mark_delivered", {"message_id": said["message_id"]})["ok"] is True
    assert visitor.next("delivered")["message_id"] == said["message_id"]
    assert agent.ask("mark_read", {"conversation_id": number})["ok"] is True
    assert visitor.next("read")["message_id"] == said["message_id"]

    reply = agent.ask("agent_message", {"conversation_id": number, "content": "Hi Vera"})
    assert visitor.next("new_message", lambda one: one["id"] == reply["message_id"])["sender_type"] == "agent"
    for mark in ["mark_delivered", "mark_read"]:
        assert visitor.ask(mark, {"message_id": reply["message_id"]})["ok"] is True
    agent.next("delivered", lambda one: one["message_id"] == reply["message_id"])
    agent.next("read", lambda one: one["message_id"] == reply["message_id"])
    joined = visitor.ask("join_conversation", {"conversation_id": number})
    assert [one["content"] for one in joined["messages"]] == ["Hello", "Hi Vera"]

    status = next(one["status"] for one in call("GET", "team/members") if one["user_id"] == me["user"]["id"])
    other = "away" if status == "live" else "live"
    call("PATCH", "team/status", {"status": other})
    assert agent.next("agent_status_changed")["status"] == other
    call("PUT", f"conversations/{number}/resolve")
    updated = agent.next("conversation_updated", lambda one: one["conversation"]["status"] == "resolved")

    # The line drops; what happens meanwhile is heard after it, once.
    last_seq = updated["seq"]
    agent.client.disconnect()
    call("POST", f"conversations/{number}/messages", {"content": "While you were away"})
    agent.connect({"token": TOKEN, "business_id": business_id, "last_seq": last_seq})
    missed = agent.next("new_message", lambda one: one["seq"] > last_seq)
    assert missed["content"] == "While you were away"

    # A session that ends takes its socket along.
    person = {"email": f"{uuid.uuid4()}@example.com", "full_name": "Mia", "password": "correct horse battery"}
    token = call("POST", "auth/register", person, None)["access_token"]
    mine = call("POST", "auth/business/create", {"name": "Mia's"}, token)["business"]["id"]
    mia = Open({"token": token, "business_id": mine}, transports)
    mia.next("ready")
    call("POST", "auth/logout", bearer=token)
    assert mia.next("cut") == {"reason": "signed_out", "reconnect": False}
    assert mia.gone.wait(10)

    assert agent.ask("constructor", {}) == {"ok": False, "detail": "Unknown event"}
    for one in [agent, visitor]:
        one.client.disconnect()


for way in [["websocket"], ["polling"], ["polling", "websocket"]]:
    everything(way)
    print(f"ok {' then '.join(way)}", flush=True)
