// The cache's manners: a refusal is not asked again, a missing answer is.
import { QueryClient } from "@tanstack/react-query";
import { Failure } from "./api/failure";

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
