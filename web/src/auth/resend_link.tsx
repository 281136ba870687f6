// Asks for another mail that proves one's address.
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { say, sayProblem } from "@/ui/toasts";
import { textLink } from "./form_page";
import { useMe } from "./me";

export function ResendLink() {
  const { user } = useMe();

  async function resend(): Promise<void> {
    try {
      await must(api.POST("/api/v1/auth/email/resend", {}));
      say(t`A new link is on its way to ${user.email}`);
    } catch (problem) {
      sayProblem(problem);
    }
  }

  return (
    <button type="button" onClick={() => void resend()} className={textLink}>
      {t`Send the link again`}
    </button>
  );
}
