// Is every colour that an owner may choose readable?
import { describe, expect, test } from "vitest";
import { contrast, inkOn, parseColor, readableOn } from "../src/shared/color";

const steps = ["00", "33", "66", "99", "cc", "ff"];
const everyColor = steps.flatMap((red) =>
  steps.flatMap((green) => steps.map((blue) => `#${red}${green}${blue}`)),
);

describe("colours", () => {
  test("contrast is what WCAG says it is", () => {
    expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(contrast("#7650FF", "#7650ff")).toBe(1);
  });

  test("the text on any colour can be read", () => {
    for (const color of everyColor) expect(contrast(color, inkOn(color)), color).toBeGreaterThanOrEqual(4.5);
  });

  test("a dark brand colour gets white text, a light one black", () => {
    expect(inkOn("#7650FF")).toBe("#ffffff");
    expect(inkOn("#FFD400")).toBe("#14151a");
  });

  test("any colour as text on either ground can be read, and is left alone where it could be already", () => {
    for (const ground of ["#ffffff", "#1b1c22"]) {
      for (const color of everyColor)
        expect(contrast(ground, readableOn(ground, color)), color).toBeGreaterThanOrEqual(4.5);
    }
    expect(readableOn("#ffffff", "#7650ff")).toBe("#7650ff");
  });

  test("what isn't a colour is none", () => {
    for (const bad of ["", "red", "#12", "#12345", "#gggggg", "url(x)"]) expect(parseColor(bad)).toBeNull();
    expect(parseColor("#f0a")).toEqual([255, 0, 170]);
  });
});
