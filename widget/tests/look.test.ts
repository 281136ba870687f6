// Is the owner's free `config` read without trusting it?
import { describe, expect, test } from "vitest";
import { readContacts } from "../src/chat/contacts";
import { readDesign } from "../src/chat/design";
import { readLook } from "../src/shared/look";

const answer = (more: object = {}) => ({
  id: "01a2",
  business_id: "b",
  name: "Acme",
  primary_color: "#112233",
  ...more,
});

describe("the widget's look", () => {
  test("an answer that is no widget is none", () => {
    for (const bad of [null, [], "x", {}, { detail: "Not Found" }]) expect(readLook(bad)).toBeNull();
  });

  test("nonsense in the configuration falls back to what is usual", () => {
    const config = {
      position: "middle",
      theme: 5,
      starters: "x",
      prechat: [],
      translations: [1],
      language: {},
    };
    const design = readDesign(
      readLook(answer({ config, primary_color: "url(x)", logo_url: "javascript:x" }))!,
    );
    expect(design).toMatchObject({
      color: "#7650FF",
      position: null,
      theme: "auto",
      language: null,
      logo: null,
    });
    expect(design).toMatchObject({ starters: [], preChat: [], translations: {}, sound: true });
  });

  test("what makes sense is taken", () => {
    const config = {
      position: "left",
      away: true,
      starters: [" Where is my order? ", "", 5],
      prechat: { fields: [{ name: "email", required: true }, { name: "password" }, "x"] },
      translations: { fr: { welcome_heading: "Salut" } },
    };
    const design = readDesign(readLook(answer({ config }))!);
    expect(design).toMatchObject({ position: "left", isOnline: false, starters: ["Where is my order?"] });
    expect(design.preChat).toEqual([{ name: "email", required: true }]);
    expect(design.translations).toEqual({ fr: { heading: "Salut" } });
  });

  test("only channels with a safe link are offered", () => {
    const channels = [
      { type: "widget", contact_url: "https://x.example" },
      { type: "email", contact_url: "mailto:a@b.example" },
      { type: "x", contact_url: "javascript:alert(1)" },
      { type: "sms", contact_url: null },
      null,
    ];
    expect(readContacts(channels)).toEqual([{ type: "email", url: "mailto:a@b.example" }]);
  });
});
