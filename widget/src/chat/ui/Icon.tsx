// The drawings of the chat: strokes on a field of 24, in the colour of the text around them.
const PATHS = {
  send: "M12 19V5.500M5.5 12 12 5.500l6.5 6.5",
  close: "m6.5 6.5 11 11m0-11-11 11",
  down: "m6 9.5 6 6 6-6",
  emoji: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M8.5 14.500a4.2 4.2 0 0 0 7 0M9 9.500v.01M15 9.500v.01",
  soundOn: "M4 9.500v5h3.500l4.5 4v-13l-4.5 4zM15.5 9.500a3.5 3.5 0 0 1 0 5M18 7a7 7 0 0 1 0 10",
  soundOff: "M4 9.500v5h3.500l4.5 4v-13l-4.5 4zM16 10l4.5 4.500m0-4.500L16 14.5",
  clock: "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0M12 8v4.500l2.5 1.5",
  check: "m5 12.5 4.5 4.500L19 7.5",
  checks: "m2.5 12.5 4.5 4.5 9-9.500M12 16l1 1 9-9.5",
  alert: "M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0M12 7.500v5.500M12 16.500v.01",
  file: "M13.5 3.500h-6a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2v-10zM13.5 3.500v5h5",
  search: "M16 10.5a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0M15 15l4.500 4.5",
  theo: "M12 4l2 6 6 2-6 2-2 6-2-6-6-2 6-2z",
  email: "M4.5 6h15a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1M4 7l8 6 8-6",
  whatsapp: "M4 20l1.2-4A8 8 0 1 1 8.2 19zM9 9c0 3.5 2.5 6 6 6l.5-2-2-.8-1 .8a4 4 0 0 1-1.5-1.500l.8-1-.8-2z",
  instagram:
    "M8 4h8a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4V8a4 4 0 0 1 4-4M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0M16.5 7.500v.01",
  telegram: "M20.5 4.5 3.5 11l5.5 2 2 6 3-3.5 4 3zM9 13l6.5-4.5",
  x: "M5 5l14 14M19 5 5 19",
  sms: "M5 5h14a1.5 1.5 0 0 1 1.5 1.500v9A1.5 1.5 0 0 1 19 17h-7l-4.5 3.500V17H5a1.5 1.5 0 0 1-1.5-1.500v-9A1.5 1.5 0 0 1 5 5M8 11v.01M12 11v.01M16 11v.01",
} as const;

export type IconName = keyof typeof PATHS;

export const isIcon = (name: string): name is IconName => name in PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** The ball that bounces back, as on the launcher. */
export function Bounce() {
  return (
    <svg class="glyph" viewBox="0 0 48 48" aria-hidden="true">
      <path d="M12.5 19.500c1 10.5 6 15.5 11.5 15.500s10.5-5 11.5-13" />
      <path class="ball" d="M36 12.500v.01" />
    </svg>
  );
}
