import { beforeEach, expect, test } from "vitest";
import { keepToken, readToken } from "@/auth/token";
import { forgetRefused } from "./client";
import { failureOf } from "./failure";
import { answerOf } from "./send_form";

beforeEach(() => keepToken("mine"));

test("what a server says in its headers is heard", () => {
  const answer = answerOf(429, "content-type: application/json\r\nretry-after: 7\r\n");
  expect(failureOf(answer, null).message).toBe("Too many tries. Please wait 7 seconds.");
  expect(answerOf(201, "").ok).toBe(true);
});

test("a token that is refused is forgotten, unless another one came meanwhile", () => {
  forgetRefused("Bearer mine", answerOf(403, ""));
  forgetRefused("Bearer of before", answerOf(401, ""));
  expect(readToken()).toBe("mine");
  forgetRefused("Bearer mine", answerOf(401, ""));
  expect(readToken()).toBeNull();
});
