// Is what the server tells understood?
import { expect, test, vi } from "vitest";
import { createListener } from "../src/chat/listener";

test("where too much was missed to be told, what was said is read again", () => {
  const ears = {
    arrived: vi.fn(),
    marked: vi.fn(),
    typing: vi.fn(),
    online: vi.fn(),
    ratingAsked: vi.fn(),
    missed: vi.fn(),
  };
  createListener(ears).hear("resync", { seq: 20, last_seq: 900 });
  expect(ears.missed).toHaveBeenCalledTimes(1);
});
