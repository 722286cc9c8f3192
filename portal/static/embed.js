// Inside the frame that other sites show: an error takes the focus, Escape closes the help, a double
// click sends once.
const host = document.body.dataset.host;
const tell = (what) => host && parent !== window && parent.postMessage({ lotse: what }, host);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") tell("close");
});
document.getElementById("errors")?.focus();
if (document.querySelector("[data-sent]")) tell("sent");
let sentAt = -Infinity;
document.querySelector("form")?.addEventListener("submit", (event) => {
  if (event.timeStamp - sentAt < 3000) event.preventDefault();
  else sentAt = event.timeStamp;
});
