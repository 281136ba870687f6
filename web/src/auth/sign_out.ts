// Ends the session on the server and forgets here what belongs to the person who leaves.
import { api, must } from "@/api/client";
import { forgetDrafts } from "@/conversations/drafts";
import { forgetToken } from "./token";

export async function signOut(): Promise<void> {
  // Whatever the server says, this browser is signed out.
  await must(api.POST("/api/v1/auth/logout", {})).catch(() => undefined);
  forgetDrafts();
  localStorage.removeItem("pingback.outbox");
  forgetToken();
}
