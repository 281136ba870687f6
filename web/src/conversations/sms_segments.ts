// How many text messages an answer by SMS is paid as. Source: 3GPP TS 23.038, the default alphabet and its extension.
const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extended = new Set("^{}\\[~]|€\f");

export interface Segments {
  count: number;
  /** Characters that the last one still takes, each of one unit. */
  left: number;
}

/** One segment has room for 160 letters of the basic alphabet, or for 70 units of UTF-16; of several, each for a few less. */
export function smsSegments(text: string): Segments {
  const characters = [...text];
  const isBasic = characters.every((one) => basic.has(one) || extended.has(one));
  const [alone, among] = isBasic ? [160, 153] : [70, 67];
  const widths = characters.map((one) => (isBasic ? (extended.has(one) ? 2 : 1) : one.length));
  const total = widths.reduce((sum, width) => sum + width, 0);
  if (total <= alone) return { count: 1, left: alone - total };
  // What takes two units is not cut in the middle.
  let [count, left] = [1, among];
  for (const width of widths) {
    if (width > left) [count, left] = [count + 1, among];
    left -= width;
  }
  return { count, left };
}
