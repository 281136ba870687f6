// Holds the socket while somebody is signed in, feeds its events to the caches, and asks by itself while it is down.
import { notifyManager, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import { useBusiness, useMe } from "@/auth/me";
import { readToken } from "@/auth/token";
import { applyEvent } from "@/conversations/apply_events";
import { catchUp } from "@/conversations/catch_up";
import { keepArrivalsRight } from "@/conversations/conversation_cache";
import { forgetWritten } from "@/conversations/forget_written";
import { outboxOf } from "@/conversations/outbox_provider";
import { connectLive, type Live, type LiveState } from "./live";

const LiveContext = createContext<Live | null>(null);
const pollEvery = 20_000;

export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const businessId = useBusiness().id;
  const myId = useMe().user.id;
  const [live, setLive] = useState<Live | null>(null);

  useEffect(() => {
    const token = readToken();
    if (!token) return;
    const connection = connectLive({ token, businessId });
    // The socket lives as long as this effect: it can be made nowhere else.
    // oxlint-disable-next-line react/set-state-in-effect
    setLive(connection);
    let timer: ReturnType<typeof setInterval> | undefined;
    const leaveArrivals = keepArrivalsRight(client);

    const ask = () => void catchUp(client);
    const follow = (state: LiveState) => {
      clearInterval(timer);
      // A reconnect is told what it missed; the first connection is not. Without one we ask again and again.
      if (state === "connected") {
        outboxOf(client).wake();
        if (connection.lastSeq() === null) ask();
      } else timer = setInterval(() => document.visibilityState === "visible" && ask(), pollEvery);
    };
    connection.onState(follow);
    connection.onEvent((event) => {
      if (event.name === "resync") ask();
      else if (event.name === "cut") {
        if (event.body.reconnect) void client.invalidateQueries({ queryKey: ["me"] });
        // The session or the membership is over: nothing that is loaded here is theirs any more.
        else {
          if (event.body.reason === "signed_out" || event.body.reason === "removed") forgetWritten();
          location.assign("/");
        }
      } else notifyManager.batch(() => applyEvent(client, myId, event));
    });
    timer = setInterval(ask, pollEvery);
    // What was written before a reload goes on its way wherever the app opens.
    outboxOf(client).wake();
    return () => {
      clearInterval(timer);
      leaveArrivals();
      connection.close();
    };
  }, [client, businessId, myId]);

  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live | null {
  return useContext(LiveContext);
}

export function useLiveState(): LiveState {
  const live = useLive();
  return useSyncExternalStore(
    (listener) => live?.onState(listener) ?? (() => undefined),
    () => live?.state() ?? "connecting",
  );
}
