// The cache's manners: a refusal is not asked again, a missing answer is.
import { notifyManager, QueryClient } from "@tanstack/react-query";
import { Failure } from "./api/failure";

// A change of the cache is drawn together with what else changed in the same turn: a message that was sent leaves the
// outbox and enters the thread in one picture.
notifyManager.setScheduler(queueMicrotask);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 2 && error instanceof Failure && error.mayPass,
      refetchOnWindowFocus: false,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
