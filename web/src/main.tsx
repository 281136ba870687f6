// Starts the app: language, caches, router.
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { I18nProvider } from "@lingui/react";
import { i18n } from "@lingui/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onTokenChange, readToken } from "./auth/token";
import { forgetWritten } from "./conversations/forget_written";
import { activateLanguage } from "./language";
import { queryClient } from "./query_client";
import { router } from "./router";
import { Toasts } from "./ui/toasts";
import "./ui/styles.css";

await activateLanguage();

let token = readToken();
onTokenChange(() => {
  const before = token;
  token = readToken();
  if (token === before) return;
  // Another person in another tab: nothing that was loaded here is theirs.
  if (before && token) return location.assign("/");
  if (token) queryClient.clear();
  else forgetWritten();
  void router.invalidate().finally(() => before && queryClient.clear());
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has a root");
createRoot(root).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <Tooltip.Provider delay={500}>
            <RouterProvider router={router} />
            <Toasts />
          </Tooltip.Provider>
        </QueryClientProvider>
      </I18nProvider>
    </CSPProvider>
  </StrictMode>,
);
