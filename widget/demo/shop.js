// What the demo shop does by itself, and how a page talks to the chat: open it from a button, change its language.

let bag = 0;

// The widget may not have loaded yet; what is pushed here waits for it.
window.PingBack ??= [];

for (const button of document.querySelectorAll("[data-add]")) {
  button.addEventListener("click", () => {
    bag += 1;
    document.querySelector("#count").textContent = String(bag);
    button.textContent = "In your bag";
    setTimeout(() => (button.textContent = "Add to bag"), 1600);
  });
}

for (const button of document.querySelectorAll("[data-chat]")) {
  button.addEventListener("click", () => window.PingBack.push(["open"]));
}

document.querySelector("#language").addEventListener("change", (event) => {
  window.PingBack.push(["setLocale", event.target.value]);
});
