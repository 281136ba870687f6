// Catalogues are compiled by the build; this is what importing one gives.
declare module "*.po" {
  import type { Messages } from "@lingui/core";
  export const messages: Messages;
}
