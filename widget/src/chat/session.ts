// What does this visitor's chat hold, and what may the screen do with it? Puts storage, outbox and socket together;
// offers signals to draw and verbs to call. Knows nothing of how it looks.
import { batch, computed, effect, signal } from "@preact/signals-core";
import type { Bridge, Identity } from "../shared/bridge";
import { readContacts, type Contact } from "./contacts";
import { createConversation } from "./conversation";
import { createDelivery } from "./delivery";
import { readDesign } from "./design";
import { createHelp } from "./help";
import { loadList } from "./list";
import { createListener } from "./listener";
import { createLive, type Live } from "./live";
import { createLock, newId } from "./lock";
import { createOutbox, type Letter, type Outbox, readLetters } from "./outbox";
import { createRating } from "./rating";
import { createReading } from "./reading";
import { allowSound, chime } from "./sound";
import { accept, isFromTeam, markUntil, merge, newestNumber, setState } from "./transcript";
import { createTypist } from "./typing";
import { sendFile, type Upload } from "./upload";
import { createVisitor } from "./visitor";
import type { Accepted, Customer, Message } from "./wire";

export function createSession(bridge: Bridge) {
  const { store, tabStore, base, widgetId } = bridge;
  const visitor = createVisitor(store);
  const conversation = createConversation(store, () => readLetters(store));
  const { messages, unread } = conversation;
  const look = signal(readDesign(bridge.look));
  const person = signal(visitor.get());
  const isOpen = signal(false);
  const isTyping = signal(false);
  const isTeamOnline = signal<boolean | null>(null);
  const isCutOff = signal(!navigator.onLine);
  const isSoundOn = signal(store.read<boolean>("sound") ?? look.value.sound);
  const contacts = signal<Contact[]>([]);
  const draft = signal(tabStore.read<string>("draft") ?? "");
  /** What has become of the file that is being sent, if there is one. */
  const upload = signal<Upload | null>(null);
  const isEmailDeclined = signal(tabStore.read<boolean>("no-email") ?? false);
  const isAway = computed(() => look.value.isAway || (isTeamOnline.value ?? look.value.isOnline) === false);

  /** The socket's handshake named the visitor, or a message through it did. */
  let isSocketKnown = false;

  const { rating, ask, rate, dismissRating } = createRating((answer) => {
    live.say("csat_submitted", answer);
    bridge.emit("rating", answer);
  });
  const listener = createListener({
    arrived,
    marked: (until, state) => conversation.change(markUntil(messages.value, until, state)),
    typing: (isNow) => (isTyping.value = isNow),
    online: (isNow) => (isTeamOnline.value = isNow),
    ratingAsked: ask,
    missed: () => void reading.bySocket(),
  });
  const live: Live = createLive(base, {
    handshake() {
      const { token } = visitor.get();
      const identity = visitor.proof();
      isSocketKnown = isKnown();
      return {
        business_id: look.value.businessId,
        widget_id: widgetId,
        ...(token && { visitor_token: token }),
        ...(identity && { identity }),
      };
    },
    onConnected() {
      isCutOff.value = false;
      void outbox.hurry();
      void reading.bySocket();
    },
    onDown() {
      listener.stillness();
      reading.watch();
    },
    onRefused: (reason) => bridge.emit("error", { error: new Error(reason) }),
    onEvent: listener.hear,
  });
  const typist = createTypist((isTyping) => {
    const { conversation } = visitor.get();
    if (conversation !== null) live.say("typing", { conversation_id: conversation, is_typing: isTyping });
  });
  const widgetUrl = `${base}api/v1/widget/${encodeURIComponent(widgetId)}/`;
  const help = createHelp(widgetUrl);
  const http = { messagesUrl: `${widgetUrl}messages`, fetch: fetch.bind(window) };
  const reading = createReading({
    ...http,
    live,
    visitor,
    isOpen: () => isOpen.value,
    onRead: listener.hearHistory,
    onKnown: () => know(),
  });
  const outbox: Outbox = createOutbox({
    store,
    lock: createLock(widgetId, store),
    deliver: createDelivery({ ...http, live, visitor }),
    onSending: ({ clientId }) => conversation.change(setState(messages.value, clientId, "sending")),
    onAccepted: accepted,
    onRefused: ({ clientId }, detail) =>
      conversation.change(setState(messages.value, clientId, "failed", detail)),
    onWaiting({ clientId }) {
      isCutOff.value = true;
      conversation.change(setState(messages.value, clientId, "queued"));
    },
    wait(run, ms) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });

  function accepted({ clientId }: Letter, answer: Accepted, isBySocket: boolean) {
    // Another tab may have written it a moment ago.
    if (!messages.value.some(({ key }) => key === clientId)) conversation.recall();
    const before = visitor.get();
    visitor.change({
      token: answer.visitorToken ?? before.token,
      conversation: answer.conversation ?? before.conversation,
    });
    batch(() => {
      isCutOff.value = false;
      know();
      conversation.change(accept(messages.value, clientId, answer));
    });
    bridge.emit("message", { from: "visitor", id: answer.message });
    if (isBySocket) isSocketKnown = true;
    if (!meet() && before.conversation !== answer.conversation) void reading.bySocket();
  }

  const isKnown = () => visitor.get().token !== null || visitor.proof() !== undefined;

  /** A socket that was there before the token doesn't know whose it is. True if it had to be made again. */
  function meet(): boolean {
    goLive();
    const isLate = isSocketKnown !== isKnown();
    if (isLate) live.again();
    return isLate;
  }

  function arrived(incoming: Message[], isNews: boolean) {
    const newest = newestNumber(messages.value);
    conversation.change(merge(messages.value, incoming));
    const news = incoming.find((message) => isFromTeam(message) && (message.number ?? 0) > newest);
    if (isNews && news) {
      if (isSoundOn.value && !isLooking()) chime(store, news.number ?? 0);
      live.say("mark_delivered", { message_id: news.number });
      bridge.emit("message", { from: "team", id: news.number, text: news.text });
    }
    see();
  }

  const isLooking = () => isOpen.value && document.visibilityState === "visible";

  function see() {
    if (!isLooking() || !conversation.see()) return;
    live.say("mark_read", { conversation_id: visitor.get().conversation });
  }

  /** A socket is for those who look, and for those who may be answered. */
  function goLive() {
    if (isOpen.value || visitor.get().token !== null) live.open();
  }

  const know = () => (person.value = visitor.get());

  function recall() {
    know();
    conversation.recall();
  }

  function post(content: string, attachments?: unknown[]) {
    void outbox.add({ clientId: newId(), content, at: Date.now(), ...(attachments && { attachments }) });
    recall();
    goLive();
  }

  /** One after the other, each as a message of its own. */
  async function sendFiles(files: Iterable<File>) {
    for (const file of files) {
      const { name } = file;
      upload.value = { name };
      try {
        const attachment = await sendFile(`${widgetUrl}upload`, file, visitor);
        upload.value = null;
        if (attachment) post("", [attachment]);
      } catch (error) {
        upload.value = { name, problem: (error as Error).message };
      }
    }
  }

  function introduce(profile: Customer) {
    visitor.introduce(profile);
    know();
  }

  /** Another person, or nobody yet: nothing of before is shown. */
  function clear() {
    for (const { clientId } of readLetters(store)) outbox.forget(clientId);
    tabStore.remove("draft");
    conversation.clear();
    batch(() => {
      know();
      dismissRating();
      draft.value = "";
    });
    live.forget();
    reading.forget();
    live.again();
  }

  const said = bridge.identity();
  if (said && visitor.identify(said)) clear();
  recall();
  void outbox.hurry();
  goLive();
  for (const name of ["messages", "outbox", "seen"]) store.onChange(name, recall);
  store.onChange("visitor", () => {
    recall();
    meet();
  });
  window.addEventListener("online", () => {
    isCutOff.value = false;
    void outbox.hurry();
  });
  window.addEventListener("offline", () => (isCutOff.value = true));
  document.addEventListener("visibilitychange", see);
  effect(() => bridge.setUnread(unread.value));
  effect(() => {
    if (isTeamOnline.value !== null) bridge.setOnline(!isAway.value);
  });

  return {
    base,
    look,
    messages,
    unread,
    person,
    isOpen,
    isTyping,
    isAway,
    isCutOff,
    isSoundOn,
    contacts,
    help,
    rating,
    draft,
    upload,
    needsIntroduction: computed(
      () => look.value.preChat.length > 0 && !person.value.isIntroduced && messages.value.length === 0,
    ),
    wantsEmail: computed(
      () =>
        isAway.value && messages.value.length > 0 && !person.value.profile.email && !isEmailDeclined.value,
    ),
    opened() {
      isOpen.value = true;
      allowSound();
      goLive();
      see();
      reading.look();
      if (messages.value.length === 0) help.look();
      if (contacts.value.length > 0) return;
      void loadList(`${widgetUrl}channels`).then((found) => (contacts.value = readContacts(found)));
    },
    closed() {
      isOpen.value = false;
      typist.stop();
    },
    send(text: string) {
      typist.stop();
      allowSound();
      post(text.trim());
    },
    sendFiles(files: Iterable<File>) {
      allowSound();
      void sendFiles(files);
    },
    typed(text: string) {
      draft.value = text;
      tabStore.write("draft", text);
      if (text.trim() !== "") typist.touch();
    },
    retry(key: string) {
      void outbox.retry(key);
      recall();
    },
    discard(key: string) {
      outbox.forget(key);
      recall();
    },
    introduce,
    /** Sent as a message too, so that whoever answers sees it and the server needs no other call. */
    leaveEmail(email: string, words: string) {
      introduce({ email });
      post(words);
    },
    declineEmail() {
      isEmailDeclined.value = true;
      tabStore.write("no-email", true);
    },
    rate,
    dismissRating,
    switchSound() {
      isSoundOn.value = !isSoundOn.value;
      store.write("sound", isSoundOn.value);
    },
    identify(identity: Identity) {
      const before = JSON.stringify(visitor.proof());
      if (visitor.identify(identity)) return clear();
      know();
      if (JSON.stringify(visitor.proof()) !== before) live.again();
    },
    reset() {
      visitor.forget();
      clear();
    },
  };
}

export type Session = ReturnType<typeof createSession>;
