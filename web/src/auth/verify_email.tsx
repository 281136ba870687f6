// Confirming an e-mail address, reached by the link in the mail.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { explain } from "@/api/failure";
import { FormPage, textLink } from "./form_page";
import { linkToken } from "./link_token";

export function VerifyEmail() {
  const [token] = useState(() => linkToken(location.hash));
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["verify", token],
    enabled: token !== null,
    staleTime: Infinity,
    queryFn: async () => {
      await must(api.POST("/api/v1/auth/email/verify", { body: { token: token ?? "" } }));
      await client.invalidateQueries({ queryKey: ["me"] });
      return true;
    },
  });
  const on = (
    <Link to="/" className={textLink}>
      {t`Go to the inbox`}
    </Link>
  );
  if (!token)
    return (
      <FormPage
        title={t`This link is incomplete`}
        lead={t`Open it again from the mail, all of it.`}
        foot={on}
      />
    );
  if (query.isError) {
    const lead = t`${explain(query.error)} You can ask for a new link in your profile.`;
    return <FormPage title={t`This address could not be confirmed`} lead={lead} foot={on} />;
  }
  if (query.isPending) return <FormPage title={t`Confirming your address…`} />;
  return (
    <FormPage title={t`Your address is confirmed`} lead={t`Thank you. Nothing else is needed.`} foot={on} />
  );
}
