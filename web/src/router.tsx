// The map of addresses: which screen each one shows and who may see it.
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { newKey } from "./api/new_key";
import { invitedAddress } from "./auth/link_token";
import { meQuery } from "./auth/me";
import { readToken } from "./auth/token";
import { wayBack } from "./auth/way_back";
import { keepDraftsOf } from "./conversations/drafts";
import { firstView, type InboxSearch, isView, statuses, type StatusChoice } from "./conversations/views";
import { type Beginning, keepArticleDraftsOf } from "./knowledge/article_drafts";
import { type ArticleSearch, readArticleSearch } from "./knowledge/article_filter";
import { queryClient } from "./query_client";
import { type Period, periods } from "./theo/period";
import { Lost, Broken } from "./workspace/lost";
import { Loading } from "./workspace/loading";

const root = createRootRoute({ component: Outlet, notFoundComponent: Lost, errorComponent: Broken });

const guest = createRoute({
  getParentRoute: () => root,
  id: "guest",
  component: lazyRouteComponent(() => import("./auth/guest_frame"), "GuestFrame"),
});

// What is refused in a search is said to be undefined: what is not named would stay as it stands in the address.
const toSearch = (search: Record<string, unknown>): { to?: string } => ({ to: wayBack(search.to) });

function leaveIfSignedIn({ search }: { search: { to?: string } }): void {
  if (readToken()) throw redirect({ href: wayBack(search.to) ?? "/", replace: true });
}

const guestPages = [
  createRoute({
    getParentRoute: () => guest,
    path: "/sign-in",
    validateSearch: toSearch,
    beforeLoad: leaveIfSignedIn,
    component: lazyRouteComponent(() => import("./auth/sign_in"), "SignIn"),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: "/sign-up",
    validateSearch: toSearch,
    beforeLoad: ({ search, location }) => {
      // The link of an invitation: after signing up, or in, the team waits instead of a workspace to be made.
      if (!search.to && invitedAddress(location.hash))
        throw redirect({
          to: "/sign-up",
          search: { to: "/welcome?step=join" },
          hash: location.hash,
          replace: true,
        });
      leaveIfSignedIn({ search });
    },
    component: lazyRouteComponent(() => import("./auth/sign_up"), "SignUp"),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: "/forgot-password",
    component: lazyRouteComponent(() => import("./auth/forgot_password"), "ForgotPassword"),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: "/reset-password",
    component: lazyRouteComponent(() => import("./auth/reset_password"), "ResetPassword"),
  }),
  createRoute({
    getParentRoute: () => guest,
    path: "/verify-email",
    component: lazyRouteComponent(() => import("./auth/verify_email"), "VerifyEmail"),
  }),
] as const;

async function requireMe(href: string) {
  if (!readToken())
    throw redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href }, replace: true });
  try {
    return await queryClient.ensureQueryData(meQuery);
  } catch (error) {
    if (!readToken()) throw redirect({ to: "/sign-in", search: { to: href }, replace: true });
    throw error;
  }
}

const steps = ["widget", "install", "try", "join"] as const;

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/welcome",
  validateSearch: (search: Record<string, unknown>): { step?: (typeof steps)[number] } => ({
    step: steps.find((one) => one === search.step),
  }),
  beforeLoad: async ({ location }) => void (await requireMe(location.href)),
  component: lazyRouteComponent(() => import("./business/welcome"), "Welcome"),
});

const preview = createRoute({
  getParentRoute: () => root,
  path: "/preview/$widget",
  component: lazyRouteComponent(() => import("./widgets/preview_page"), "PreviewPage"),
});

const workspace = createRoute({
  getParentRoute: () => root,
  id: "workspace",
  beforeLoad: async ({ location }) => {
    const me = await requireMe(location.href);
    if (!me.business) throw redirect({ to: "/welcome", replace: true });
    keepDraftsOf(me.user.id);
    keepArticleDraftsOf(me.user.id);
  },
  component: lazyRouteComponent(() => import("./workspace/workspace"), "Workspace"),
});

const toInbox = () => {
  throw redirect({
    to: "/inbox/$view/{-$conversation}",
    params: { view: firstView, conversation: undefined },
    replace: true,
  });
};
const home = createRoute({ getParentRoute: () => workspace, path: "/", beforeLoad: toInbox });
const bareInbox = createRoute({ getParentRoute: () => workspace, path: "/inbox", beforeLoad: toInbox });

const searched = (q: unknown) => (typeof q === "string" || typeof q === "number" ? String(q) : undefined);
const choices = new Set<unknown>([...statuses, "any"] satisfies StatusChoice[]);

const inbox = createRoute({
  getParentRoute: () => workspace,
  path: "/inbox/$view/{-$conversation}",
  validateSearch: ({ status, q }: Record<string, unknown>): InboxSearch => ({
    status: choices.has(status) ? (status as StatusChoice) : undefined,
    q: searched(q),
  }),
  beforeLoad: ({ params }) => {
    if (!isView(params.view)) toInbox();
  },
  component: lazyRouteComponent(() => import("./conversations/inbox"), "Inbox"),
});

const customers = createRoute({
  getParentRoute: () => workspace,
  path: "/customers/{-$customer}",
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => ({ q: searched(q) }),
  component: lazyRouteComponent(() => import("./customers/customers_page"), "CustomersPage"),
});

const knowledgePages = [
  createRoute({
    getParentRoute: () => workspace,
    path: "/knowledge",
    validateSearch: (search: Record<string, unknown>): ArticleSearch => readArticleSearch(search),
    component: lazyRouteComponent(() => import("./knowledge/articles_page"), "ArticlesPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/knowledge/imports",
    component: lazyRouteComponent(() => import("./knowledge/imports_page"), "ImportsPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/knowledge/help-centre",
    component: lazyRouteComponent(() => import("./knowledge/help_centre_page"), "HelpCentrePage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/knowledge/new",
    validateSearch: ({ title, draft }: Record<string, unknown>): Beginning => ({
      title: searched(title)?.slice(0, 300),
      draft: searched(draft)?.slice(0, 32),
    }),
    beforeLoad: ({ search: { title, draft } }) => {
      // Every new article has a name of its own, in each tab, that stays over a reload.
      if (!title && !draft)
        throw redirect({ to: "/knowledge/new", search: { draft: newKey() }, replace: true });
    },
    component: lazyRouteComponent(() => import("./knowledge/article_page"), "NewArticlePage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/knowledge/$article",
    component: lazyRouteComponent(() => import("./knowledge/article_page"), "ArticlePage"),
  }),
] as const;

const theoPages = [
  createRoute({
    getParentRoute: () => workspace,
    path: "/theo",
    component: lazyRouteComponent(() => import("./theo/settings_page"), "TheoSettingsPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/theo/try",
    component: lazyRouteComponent(() => import("./theo/try_page"), "TryPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/theo/gaps",
    component: lazyRouteComponent(() => import("./theo/gaps_page"), "GapsPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/theo/report",
    validateSearch: ({ days }: Record<string, unknown>): { days?: Period } => ({
      days: periods.find((one) => one === days),
    }),
    component: lazyRouteComponent(() => import("./theo/report_page"), "ReportPage"),
  }),
] as const;

const settingsPages = [
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/team",
    component: lazyRouteComponent(() => import("./team/team_page"), "TeamPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/channels",
    component: lazyRouteComponent(() => import("./channels/channels_page"), "ChannelsPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/channels/$channel",
    component: lazyRouteComponent(() => import("./channels/channel_page"), "ChannelPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/webhooks",
    component: lazyRouteComponent(() => import("./webhooks/webhooks_page"), "WebhooksPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/widget",
    component: lazyRouteComponent(() => import("./widgets/widget_page"), "WidgetPage"),
  }),
  createRoute({
    getParentRoute: () => workspace,
    path: "/settings/profile",
    component: lazyRouteComponent(() => import("./auth/profile_page"), "ProfilePage"),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    guest.addChildren(guestPages),
    welcome,
    preview,
    workspace.addChildren([
      home,
      bareInbox,
      inbox,
      customers,
      ...knowledgePages,
      ...theoPages,
      ...settingsPages,
    ]),
  ]),
  defaultPendingComponent: Loading,
  defaultPendingMs: 400,
  defaultPreload: "intent",
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
