// All articles as an archive of Markdown files, which the import takes back.
import { t } from "@lingui/core/macro";
import { Download } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { sayProblem } from "@/ui/toasts";

export function ExportButton() {
  const [isBusy, setBusy] = useState(false);
  async function save(): Promise<void> {
    setBusy(true);
    try {
      const archive = await must(api.GET("/api/v1/kb/export", { parseAs: "blob" }));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(archive);
      link.download = "articles.zip";
      link.click();
      // The browser has begun to read it by then.
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button isBusy={isBusy} onClick={() => void save()} aria-label={t`Export all articles`}>
      <Download size={16} aria-hidden />
      <span className="max-sm:hidden">{t`Export`}</span>
    </Button>
  );
}
