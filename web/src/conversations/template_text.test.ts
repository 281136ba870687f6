import { expect, test } from "vitest";
import type { Template } from "@/api/types";
import { isFilled, preview, variables } from "./template_text";

const template: Template = {
  name: "order_sent",
  language: "en_US",
  category: "UTILITY",
  header: "Order {{1}}",
  header_file: null,
  body: "Hello {{1}}, {{2}} is on its way. Bye {{1}}.",
  footer: "Harbour Tea",
  buttons: ["Follow it"],
  variables: [
    { part: "header", name: "1", type: "text", example: "17" },
    { part: "body", name: "1", type: "text", example: "Ana" },
    { part: "body", name: "2", type: "text", example: null },
    { part: "buttons", name: "0", type: "url", example: null },
  ],
};

test("what is filled stands in its place, and the rest can be seen to be empty", () => {
  const values = { "header.1": "17", "body.1": " Cleo " };
  expect(preview(template, values)).toBe(
    "Order 17\nHello Cleo, {{2}} is on its way. Bye Cleo.\nHarbour Tea\n[Follow it]",
  );
  expect(isFilled(template, values)).toBe(false);
});

test("the server gets every value by its part and name", () => {
  const values = { "header.1": "17", "body.1": "Cleo", "body.2": "tea", "buttons.0": "abc" };
  expect(isFilled(template, values)).toBe(true);
  expect(variables(template, values)).toEqual({
    header: { 1: "17" },
    body: { 1: "Cleo", 2: "tea" },
    buttons: { 0: "abc" },
  });
});
