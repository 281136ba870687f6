// Takes the address of a site whose pages are to become articles.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useLocation } from "@tanstack/react-router";
import { api, must } from "@/api/client";
import { Failure } from "@/api/failure";
import type { ArticleState } from "@/api/types";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { importsKey } from "./queries";

export function SiteForm({ state }: { state: ArticleState }) {
  const client = useQueryClient();
  const isWanted = useLocation({ select: ({ hash }) => hash === "site" });
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ url = "" }, form) => {
    await must(api.POST("/api/v1/kb/imports/site", { body: { url: withScheme(url), state } }));
    form.reset();
    say(t`The import has begun`);
    await client.invalidateQueries({ queryKey: importsKey });
  });
  // What is refused as a whole is the address too, or that too many are under way.
  const problem = error instanceof Failure && error.status === 400 ? error.message : fields.url;
  return (
    <form onSubmit={onSubmit} className="grid gap-3">
      {!problem && <FormProblem error={error} />}
      <InputField
        label={t`A site`}
        name="url"
        required
        autoFocus={isWanted}
        maxLength={1500}
        inputMode="url"
        placeholder="https://example.com/help"
        autoComplete="off"
        error={problem}
        help={t`A page of your help site, or its sitemap. Pages below it are read, 500 at most, as its robots.txt allows.`}
      />
      <div>
        <Button type="submit" isBusy={isBusy}>
          {t`Import the site`}
        </Button>
      </div>
    </form>
  );
}

function withScheme(address: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
}
