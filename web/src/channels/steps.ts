// What an owner does at the company before a channel works, in the order in which it is asked for there.
import { t } from "@lingui/core/macro";
import type { ChannelType } from "@/api/types";

export interface Guide {
  /** Before the form. */
  before: string[];
  /** Once it is saved, with what the page shows to be copied. */
  after: string[];
  /** Where the company explains it. */
  link?: string;
}

export function guideOf(type: ChannelType): Guide {
  switch (type) {
    case "whatsapp":
      return {
        before: [
          t`At developers.facebook.com make an app of the kind “Business” and add WhatsApp to it.`,
          t`Under WhatsApp, API Setup, take the phone number ID. Make a system user with whatsapp_business_messaging and whatsapp_business_management, and a token for it that does not expire.`,
          t`Under App settings, Basic, take the app secret: with it each message is proved to come from Meta.`,
        ],
        after: [
          t`Under WhatsApp, Configuration, enter the callback URL and the verify token, then subscribe to “messages”.`,
        ],
        link: "https://developers.facebook.com/docs/whatsapp/cloud-api/get-started",
      };
    case "instagram":
      return {
        before: [
          t`Your Instagram account must be a professional one, connected to a page of yours on Facebook.`,
          t`At developers.facebook.com make an app, add Instagram to it, and take the page's ID, a page token that does not expire, and the app secret.`,
        ],
        after: [
          t`Under Webhooks choose Instagram, enter the callback URL and the verify token, and subscribe to “messages”.`,
        ],
        link: "https://developers.facebook.com/docs/messenger-platform/instagram",
      };
    case "telegram":
      return {
        before: [
          t`Write /newbot to @BotFather in Telegram and choose a name. It answers with the token.`,
          t`Nothing else is to be done: the server tells Telegram where to post.`,
        ],
        after: [],
        link: "https://core.telegram.org/bots/features#botfather",
      };
    case "sms":
      return {
        before: [
          t`In Twilio's console take the account SID and the auth token, and buy a number that can send texts.`,
        ],
        after: [
          t`Open the number's configuration and enter this address under “A message comes in”, as webhook, HTTP POST.`,
        ],
        link: "https://www.twilio.com/docs/messaging/guides/webhook-request",
      };
    case "x":
      return {
        before: [
          t`At developer.x.com make an app with read, write and direct messages, and take its API key and secret, its bearer token, and the access token and secret of the account that answers.`,
        ],
        after: [],
        link: "https://docs.x.com/x-api/account-activity/introduction",
      };
    case "email":
      return {
        before: [
          t`Have a mailbox for customers, such as help@ your domain. Give its IMAP and SMTP servers; many ask for a password made for this app.`,
          t`Where mails come by a provider's webhook instead, choose a secret of your own and leave IMAP out.`,
        ],
        after: [t`A provider that posts mails posts them to this address, with the secret as password.`],
      };
    default:
      return { before: [], after: [] };
  }
}
