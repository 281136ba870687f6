// How do style rules get into the shadow root under any content policy? Constructed sheets need no `style-src`.
// Browsers without them get a style element, which a strict page may refuse.

export function addStyles(root: ShadowRoot, css: string): void {
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return;
  }
  const element = document.createElement("style");
  element.textContent = css;
  (root as ShadowRoot).append(element);
}
