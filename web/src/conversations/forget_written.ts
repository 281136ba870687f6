// Who leaves takes along what they wrote and did not send: nobody else on this browser may read it or send it.
import { forgetArticleDrafts } from "@/knowledge/article_drafts";
import { forgetDrafts } from "./drafts";
import { outgoingStore } from "./outgoing";

export function forgetWritten(): void {
  outgoingStore.clear();
  forgetDrafts();
  forgetArticleDrafts();
}
