// Ends the session on the server and on this browser; with the token goes what its person wrote (main.tsx).
import { api, must } from "@/api/client";
import { forgetToken } from "./token";

export async function signOut(): Promise<void> {
  // Whatever the server says, this browser is signed out.
  await must(api.POST("/api/v1/auth/logout", {})).catch(() => undefined);
  forgetToken();
}
