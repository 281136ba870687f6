// Sets the chosen theme before the first paint, so that nothing flashes. src/ui/theme.ts changes it later.
try {
  const chosen = localStorage.getItem("pingback.theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage is switched off: the system's theme it is.
}
