import { expect, test } from "vitest";
import { configOf } from "@/channels/channel_config";
import { inkOn, snippetOf } from "@/widgets/look";
import type { ChannelField } from "./types";
import { failureOf } from "./failure";
import { linkParameter, totalCount } from "./pages";

test("the next page is read from the Link header", () => {
  const headers = new Headers({
    Link: '<http://h/api/v1/conversations/?limit=2>; rel="first", <http://h/api/v1/conversations/?limit=2&cursor=AAA_b->; rel="next"',
    "X-Total-Count": "38",
  });
  expect(linkParameter(headers, "next", "cursor")).toBe("AAA_b-");
  expect(linkParameter(headers, "prev", "cursor")).toBeNull();
  expect(totalCount(headers)).toBe(38);
  expect(totalCount(new Headers())).toBeNull();
});

test("a 422 names its fields", () => {
  const body = { detail: [{ type: "missing", loc: ["body", "email"], msg: "field required", input: null }] };
  const failure = failureOf(new Response(null, { status: 422 }), body);
  expect(failure.fields).toEqual({ email: "Field required." });
  expect(failure.mayPass).toBe(false);
});

test("a broken server may recover, a refusal may not", () => {
  expect(failureOf(new Response(null, { status: 503 }), {}).mayPass).toBe(true);
  expect(failureOf(new Response(null, { status: 404 }), { detail: "Not found" })).toMatchObject({
    mayPass: false,
    message: "Not found",
  });
});

test("a channel's form makes its config, without what was left empty", () => {
  const text = { kind: "text", secret: false, help: "" } as const;
  const fields = [
    { ...text, name: "address", required: true },
    {
      name: "imap",
      kind: "object",
      required: false,
      secret: false,
      help: "",
      fields: [
        { ...text, name: "host", required: true },
        { ...text, kind: "port", name: "port", required: false, default: 993 },
        { ...text, kind: "flag", name: "tls", required: false, default: true },
      ],
    },
  ] as ChannelField[];
  const filled = {
    address: "a@b.example",
    "imap.host": "mail.b.example",
    "imap.port": "993",
    "imap.tls": "on",
  };
  expect(configOf(fields, filled)).toEqual({
    address: "a@b.example",
    imap: { host: "mail.b.example", port: 993, tls: true },
  });
  expect(configOf(fields, { address: "a@b.example", "imap.host": "", "imap.port": "993" })).toEqual({
    address: "a@b.example",
  });
});

test("letters on the widget's colour stay readable", () => {
  expect(inkOn("#7650FF")).toBe("#ffffff");
  expect(inkOn("#FFE08A")).toBe("#16211e");
});

test("the snippet is the documented one", () => {
  expect(snippetOf("abc", "https://help.example")).toBe(
    '<script>window.PingBackWidgetId="abc"</script>\n<script src="https://help.example/widget.js" async></script>',
  );
});
