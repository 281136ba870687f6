// Every event of the sockets with the official client, over each transport. Knows the payloads that AsyncAPI describes.
//   node every_event.mjs URL TOKEN
import assert from "node:assert/strict";
import { io } from "socket.io-client";

const [url, token] = process.argv.slice(2);

async function call(method, path, body, bearer = token) {
  const headers = { "Content-Type": "application/json", ...(bearer && { Authorization: `Bearer ${bearer}` }) };
  const answer = await fetch(`${url}/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
}

/** A socket whose events can be awaited. */
function open(auth, options) {
  const socket = io(url, { auth, forceNew: true, reconnectionDelay: 50, ...options });
  const heard = [];
  const waiting = [];
  socket.onAny((name, data) => {
    const index = waiting.findIndex((one) => one.name === name && one.is(data));
    if (index >= 0) waiting.splice(index, 1)[0].resolve(data);
    else heard.push({ name, data });
  });
  const next = (name, is = () => true) => {
    const index = heard.findIndex((one) => one.name === name && is(one.data));
    if (index >= 0) return Promise.resolve(heard.splice(index, 1)[0].data);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${name} came`)), 10_000);
      waiting.push({ name, is, resolve: (data) => (clearTimeout(timer), resolve(data)) });
    });
  };
  const refused = () => new Promise((resolve) => socket.once("connect_error", (error) => resolve(error.message)));
  const ask = (name, data) => socket.timeout(10_000).emitWithAck(name, data);
  return { socket, next, refused, ask };
}

async function everything(options) {
  const me = await call("GET", "auth/me");
  const business_id = me.business.id;
  const widgets = await call("GET", "widget");
  const widget_id = widgets[0]?.id ?? (await call("POST", "widget/create", { domain: "shop.example" })).id;

  const nobody = open({}, options);
  assert.equal(await nobody.refused(), "business_id is required");
  nobody.socket.disconnect();

  const agent = open({ token, business_id }, options);
  const ready = await agent.next("ready");
  assert.equal(ready.role, "agent");
  const visitor = open({ widget_id }, options);
  await visitor.next("ready");

  const client_id = crypto.randomUUID();
  const said = await visitor.ask("client_message", { content: "Hello", client_id, customer: { name: "Vera" } });
  assert.equal(said.ok, true);
  const again = await visitor.ask("client_message", { content: "Hello", client_id });
  assert.equal(again.message_id, said.message_id);
  const id = said.conversation_id;
  const created = await agent.next("conversation_created", (one) => one.conversation.number === id);
  const message = await agent.next("new_message", (one) => one.id === said.message_id);
  assert.equal(message.seq, created.seq + 1);
  await visitor.next("new_message", (one) => one.client_id === client_id);

  assert.equal((await agent.ask("join_conversation", { conversation_id: id })).ok, true);
  assert.equal((await agent.ask("view_conversation", { conversation_id: id })).ok, true);
  const presence = await agent.next("presence", (one) => one.conversation_id === id);
  assert.equal(presence.viewers[0].user_id, me.user.id);
  assert.equal((await agent.ask("typing", { conversation_id: id, is_typing: true })).ok, true);
  assert.equal((await visitor.next("typing")).user_id, me.user.id);
  assert.equal((await visitor.ask("typing", { conversation_id: id, is_typing: true })).ok, true);
  assert.equal((await agent.next("typing")).user_id, null);

  await call("PUT", `conversations/${id}/assign/${me.user.id}`);
  const assigned = await agent.next("conversation_assigned", (one) => one.conversation_id === id);
  assert.equal(assigned.assigned_by, me.user.id);

  assert.equal((await agent.ask("mark_delivered", { message_id: said.message_id })).ok, true);
  assert.equal((await visitor.next("delivered")).message_id, said.message_id);
  assert.equal((await agent.ask("mark_read", { conversation_id: id })).ok, true);
  assert.equal((await visitor.next("read")).message_id, said.message_id);

  const reply = await agent.ask("agent_message", { conversation_id: id, content: "Hi Vera" });
  assert.equal((await visitor.next("new_message", (one) => one.id === reply.message_id)).sender_type, "agent");
  for (const mark of ["mark_delivered", "mark_read"]) {
    assert.equal((await visitor.ask(mark, { message_id: reply.message_id })).ok, true);
  }
  await agent.next("delivered", (one) => one.message_id === reply.message_id);
  await agent.next("read", (one) => one.message_id === reply.message_id);
  const joined = await visitor.ask("join_conversation", { conversation_id: id });
  assert.deepEqual(joined.messages.map((one) => one.content), ["Hello", "Hi Vera"]);

  const { status } = (await call("GET", "team/members")).find((one) => one.user_id === me.user.id);
  const other = status === "live" ? "away" : "live";
  await call("PATCH", "team/status", { status: other });
  assert.equal((await agent.next("agent_status_changed")).status, other);
  await call("PUT", `conversations/${id}/resolve`);
  const updated = await agent.next("conversation_updated", (one) => one.conversation.status === "resolved");

  // The line drops; what happens meanwhile is heard after it, once.
  const last_seq = updated.seq;
  agent.socket.disconnect();
  await call("POST", `conversations/${id}/messages`, { content: "While you were away" });
  agent.socket.auth = { token, business_id, last_seq };
  agent.socket.connect();
  const missed = await agent.next("new_message", (one) => one.seq > last_seq);
  assert.equal(missed.content, "While you were away");

  // A session that ends takes its socket along.
  const login = await call("POST", "auth/register", { email: `${crypto.randomUUID()}@example.com`, full_name: "Mia", password: "correct horse battery" }, null);
  const mine = await call("POST", "auth/business/create", { name: "Mia's" }, login.access_token);
  const mia = open({ token: login.access_token, business_id: mine.business.id }, options);
  await mia.next("ready");
  await call("POST", "auth/logout", undefined, login.access_token);
  assert.deepEqual(await mia.next("cut"), { reason: "signed_out", reconnect: false });
  if (mia.socket.connected) await new Promise((resolve) => mia.socket.once("disconnect", resolve));

  assert.deepEqual(await agent.ask("constructor", {}), { ok: false, detail: "Unknown event" });
  for (const one of [agent, visitor, mia]) one.socket.disconnect();
}

for (const transports of [["websocket"], ["polling"], ["polling", "websocket"]]) {
  await everything({ transports });
  console.log(`ok ${transports.join(" then ")}`);
}
process.exit(0);
