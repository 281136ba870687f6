// Short names for the wire types. The shapes themselves are generated into schema.ts from openapi.json.
import type { components } from "./schema";

type Schemas = components["schemas"];

export type Article = Schemas["Article"];
export type ArticleFound = Schemas["ArticleFound"];
export type ArticleState = Schemas["ArticleState"];
export type ArticleVersion = Schemas["ArticleVersion"];
export type Attachment = Schemas["Attachment"];
export type Business = Schemas["Business"];
export type Channel = Schemas["Channel"];
export type ChannelDelivery = Schemas["ChannelDelivery"];
export type ChannelField = Schemas["Field"];
export type ChannelKind = Schemas["ChannelKind"];
export type ChannelType = Schemas["ChannelType"];
export type Citation = Schemas["Citation"];
export type Conversation = Schemas["Conversation"];
export type ConversationChange = Schemas["ConversationChange"];
export type Customer = Schemas["Customer"];
export type CustomerChange = Schemas["CustomerChange"];
export type HandoffReason = Schemas["HandoffReason"];
export type HelpCentre = Schemas["HelpCentre"];
export type Import = Schemas["Import"];
export type ImportItem = Schemas["ImportItem"];
export type Invitation = Schemas["Invitation"];
export type Mail = Schemas["Mail"];
export type MailPerson = Schemas["Person"];
export type Me = Schemas["Me"];
export type Member = Schemas["Member"];
export type Message = Schemas["Message"];
export type MessageKind = Schemas["MessageKind"];
export type NewChannel = Schemas["NewChannel"];
export type Presence = Schemas["Presence"];
export type Priority = Schemas["Priority"];
export type Role = Schemas["Role"];
/** What a member can be made; the owner stays. */
export type GivenRole = Exclude<Role, "owner">;
export type Session = Schemas["SessionBody"];
export type Source = Schemas["Source"];
export type Status = Schemas["Status"];
export type Template = Schemas["Template"];
export type TheoAnswer = Schemas["TheoAnswer"];
export type TheoFeedback = Schemas["TheoFeedback"];
export type WebhookDelivery = Schemas["WebhookDelivery"];
export type WebhookEndpoint = Schemas["WebhookEndpoint"];
export type WebhookEvent = Schemas["WebhookEvent"];
export type Widget = Schemas["Widget"];
