// What an agent finds at an address that is for the owner and admins.
import { t } from "@lingui/core/macro";
import { KnowledgeFrame } from "./knowledge_frame";

export function LeadsOnly() {
  return (
    <KnowledgeFrame>
      <p className="border-line text-soft rounded-xl border border-dashed p-8 text-center text-pretty">
        {t`Owners and admins import articles and set up the help centre.`}
      </p>
    </KnowledgeFrame>
  );
}
