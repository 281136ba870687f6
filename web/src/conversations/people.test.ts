import { describe, expect, test } from "vitest";
import type { Mail } from "@/api/types";
import { answerToAll, isUnproven, named, readPeople, withPeople } from "./people";

const mail: Mail = {
  subject: "Hello",
  from: { name: "Cleo", address: "cleo@mail.example" },
  reply_to: [],
  to: [{ name: null, address: "help@acme.example" }],
  cc: [{ name: "Ben", address: "ben@mail.example" }],
  bcc: [],
  others: [{ name: "Ben", address: "ben@mail.example" }],
  date: null,
  is_automatic: false,
  authentication: null,
  original_url: null,
  has_remote_images: false,
};

describe("people that are typed", () => {
  test("one, several, with names, and what is none of them", () => {
    expect(readPeople("ben@mail.example").people).toEqual([{ name: null, address: "ben@mail.example" }]);
    expect(readPeople('Ben <ben@mail.example>; "Ito, Dr" , x@y').people).toEqual([
      { name: "Ben", address: "ben@mail.example" },
    ]);
    expect(readPeople("ben@mail.example, nobody").rest).toBe("nobody");
    expect(readPeople("a@b.example\nc@d.example").people).toHaveLength(2);
    expect(readPeople(" , ;")).toEqual({ people: [], rest: "" });
  });

  test("each stands there once", () => {
    const ben = { name: null, address: "ben@mail.example" };
    expect(withPeople([ben], [{ name: "Ben", address: "BEN@mail.example" }, ben])).toEqual([ben]);
    expect(named({ name: "Ben", address: "b@c.example" })).toBe("Ben <b@c.example>");
  });
});

describe("an answer", () => {
  const customer = { sender_type: "customer" as const, mail };

  test("goes to everybody of the last mail but the customer", () => {
    expect(answerToAll([customer], "Cleo@mail.example")).toEqual({ cc: mail.others, bcc: [] });
  });

  test("goes to whoever wrote in the customer's thread", () => {
    const other = {
      ...customer,
      mail: { ...mail, from: { name: "Eve", address: "eve@mail.example" }, others: [] },
    };
    expect(answerToAll([customer, other], "cleo@mail.example").cc).toEqual([other.mail.from]);
  });

  test("goes to nobody else where a program wrote, or nobody", () => {
    expect(answerToAll([{ ...customer, mail: { ...mail, is_automatic: true } }], null).cc).toEqual([]);
    expect(answerToAll([], "cleo@mail.example").cc).toEqual([]);
  });
});

test("only what the mail server found out makes a sender doubtful", () => {
  const found = (spf: "pass" | "fail" | "none", dkim: typeof spf, dmarc: typeof spf) =>
    isUnproven({ ...mail, authentication: { spf, dkim, dmarc } });
  expect(isUnproven(mail)).toBe(false);
  expect(found("pass", "pass", "pass")).toBe(false);
  expect(found("fail", "pass", "pass")).toBe(false);
  expect(found("none", "none", "none")).toBe(false);
  expect(found("fail", "none", "none")).toBe(true);
  expect(found("pass", "pass", "fail")).toBe(true);
});
