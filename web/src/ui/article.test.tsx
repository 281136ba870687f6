import { render } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { Article } from "./article";

const shown = (source: string) => render(<Article source={source} />).container;

describe("an article", () => {
  test("has headings below the page's own, lists in lists, tables, code and pictures", () => {
    const article = shown(
      "# Sizes\n\n- one\n  - two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n```\nx < y\n```\n\n![Tea](https://a.example/t.png)",
    );
    expect(article.querySelector("h2")?.textContent).toBe("Sizes");
    expect(article.querySelector("li li")?.textContent).toBe("two");
    expect(article.querySelector("td[align=right]")?.textContent).toBe("2");
    expect(article.querySelector("pre code")?.textContent).toBe("x < y\n");
    expect(article.querySelector("img")?.getAttribute("src")).toBe("https://a.example/t.png");
  });

  test("keeps the HTML that the help centre keeps", () => {
    const article = shown(
      "Press <kbd>F5</kbd> &amp; wait.\n\n<details><summary>More</summary>Here</details>",
    );
    expect(article.querySelector("kbd")?.textContent).toBe("F5");
    expect(article.querySelector("p")?.textContent).toBe("Press F5 & wait.");
    expect(article.querySelector("summary")?.textContent).toBe("More");
  });

  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "<iframe src='https://evil.example'></iframe>",
    "<svg onload=alert(1)><a href='https://a.example'></a></svg>",
    "<style>body{display:none}</style>",
    "<div style='position:fixed' class='x' id='y' onclick='alert(1)'>x</div>",
    "<form action='https://evil.example'><input name=password><button>x</button></form>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "![x](data:image/svg+xml;base64,AAAA)",
  ])("runs, loads and sends nothing: %s", (source) => {
    const article = shown(source);
    expect(article.querySelectorAll("script,style,iframe,svg,math,form,input,button,img")).toHaveLength(0);
    const names = [...article.querySelectorAll(".article *")].flatMap((one) => one.getAttributeNames());
    expect(names).toEqual([]);
  });

  test("says only where a link leads, and opens it elsewhere", () => {
    const link = shown("[shop](https://a.example/b 'Our shop')").querySelector("a");
    expect(Object.fromEntries([...(link?.attributes ?? [])].map(({ name, value }) => [name, value]))).toEqual(
      {
        href: "https://a.example/b",
        target: "_blank",
        rel: "noopener noreferrer nofollow",
        title: "Our shop",
      },
    );
  });
});
