// Files that are being attached to what somebody writes: uploaded at once, kept until they are sent or taken away again.
// They live as long as this page; what was uploaded and never sent, the server deletes after a day.
import { t } from "@lingui/core/macro";
import { useSyncExternalStore } from "react";
import { explain, failureOf, unreachable } from "@/api/failure";
import type { Attachment } from "@/api/types";
import { onTokenChange, readToken } from "@/auth/token";

export interface Attaching {
  key: number;
  name: string;
  /** The picture that was chosen, to be shown before it is uploaded. */
  preview: string | null;
  /** From 0 to 1. */
  progress: number;
  attachment: Attachment | null;
  problem: string | null;
}

/** Files of one message. */
export const mostFiles = 10;

const none: Attaching[] = [];
const lists = new Map<string, Attaching[]>();
const requests = new Map<number, XMLHttpRequest>();
const listeners = new Set<() => void>();
let lastKey = 0;

export function useAttaching(conversationId: string): Attaching[] {
  return useSyncExternalStore(subscribe, () => lists.get(conversationId) ?? none);
}

/** Begins to upload; what is more than a message may have is left out, and said so. */
export function attach(conversationId: string, files: File[]): string | null {
  const room = mostFiles - (lists.get(conversationId) ?? none).length;
  for (const file of files.slice(0, room)) upload(conversationId, file);
  return files.length > room ? t`A message takes ${mostFiles} files at most.` : null;
}

export function detach(conversationId: string, key: number): void {
  requests.get(key)?.abort();
  requests.delete(key);
  put(conversationId, (list) => list.filter((one) => one.key !== key || forget(one)));
}

/** What is ready to be sent; nothing of it is attached any more. */
export function takeAttached(conversationId: string): Attachment[] {
  const ready = (lists.get(conversationId) ?? none).flatMap(({ attachment }) => attachment ?? []);
  for (const { key } of lists.get(conversationId) ?? none) detach(conversationId, key);
  return ready;
}

/** Attaches again what was taken. */
export function attachAgain(conversationId: string, attachments: Attachment[]): void {
  const again = attachments.map((attachment) => ({
    key: ++lastKey,
    name: attachment.filename,
    preview: null,
    progress: 1,
    attachment,
    problem: null,
  }));
  put(conversationId, (list) => [...list, ...again]);
}

function upload(conversationId: string, file: File): void {
  const key = ++lastKey;
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  const change = (part: Partial<Attaching>): void =>
    put(conversationId, (list) => list.map((one) => (one.key === key ? { ...one, ...part } : one)));
  put(conversationId, (list) => [
    ...list,
    { key, name: file.name, preview, progress: 0, attachment: null, problem: null },
  ]);
  const fail = (error: unknown): void => change({ problem: explain(error) });
  // Not `fetch`: that tells nothing of what is sent so far.
  const request = new XMLHttpRequest();
  requests.set(key, request);
  request.open("POST", `/api/v1/conversations/${conversationId}/upload`);
  request.setRequestHeader("Authorization", `Bearer ${readToken() ?? ""}`);
  request.upload.onprogress = ({ loaded, total }) => change({ progress: total > 0 ? loaded / total : 0 });
  request.onerror = () => fail(unreachable());
  request.onload = () => {
    requests.delete(key);
    const body = parse(request.responseText);
    if (request.status === 201) change({ progress: 1, attachment: body as Attachment });
    else if (request.status === 413) change({ problem: t`This file is too large.` });
    else fail(failureOf(new Response(null, { status: Math.max(request.status, 200) }), body));
  };
  const form = new FormData();
  form.append("file", file);
  request.send(form);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function put(conversationId: string, change: (list: Attaching[]) => Attaching[]): void {
  const list = change(lists.get(conversationId) ?? none);
  if (list.length > 0) lists.set(conversationId, list);
  else lists.delete(conversationId);
  for (const listener of listeners) listener();
}

/** Always false, so that it can stand in a filter. */
function forget({ preview }: Attaching): boolean {
  if (preview) URL.revokeObjectURL(preview);
  return false;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

// Whoever signs in next sees none of it.
onTokenChange(() => {
  for (const id of lists.keys()) takeAttached(id);
});
