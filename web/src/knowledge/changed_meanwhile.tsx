// Somebody else saved the article while something was typed into it: what differs, and which of the two is to stand.
import { t } from "@lingui/core/macro";
import { GitMerge } from "lucide-react";
import { useState } from "react";
import type { Article } from "@/api/types";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { Changes } from "./changes";
import type { Writing } from "./use_article";

export function ChangedMeanwhile({ article, writing }: { article: Article; writing: Writing }) {
  const [isComparing, setComparing] = useState(false);
  return (
    <div role="alert" className="bg-note border-note-line text-note-ink rounded-xl border px-4 py-3">
      <p className="flex gap-2.5 text-sm font-medium">
        <GitMerge size={16} aria-hidden className="mt-0.5 shrink-0" />
        {t`Somebody saved this article while you were writing. Nothing of yours is lost: decide which text is to stand.`}
      </p>
      <div className="mt-2.5 flex flex-wrap gap-2 ps-6.5">
        <Button size="small" onClick={() => setComparing(true)}>
          {t`See what differs`}
        </Button>
        <Button size="small" onClick={writing.insist}>
          {t`Keep mine`}
        </Button>
        <Button size="small" onClick={writing.discard}>
          {t`Take theirs`}
        </Button>
      </div>
      <Modal
        isOpen={isComparing}
        onClose={() => setComparing(false)}
        title={t`What differs`}
        description={t`From what is saved to what you have typed.`}
        width="max-w-3xl"
      >
        <div className="min-h-0 overflow-y-auto px-6 pt-3 pb-6">
          <Changes
            before={`${article.title}\n\n${article.content}`}
            after={`${writing.text.title}\n\n${writing.text.content}`}
          />
        </div>
      </Modal>
    </div>
  );
}
