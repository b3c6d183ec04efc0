// While prints are being made, asks every second and a half how far they are. Without it «Look again» does the same.
"use strict";

const EVERY = 1500;

async function lookAgain() {
  const state = document.getElementById("print-state");
  if (!state || !("running" in state.dataset)) return;
  try {
    const answer = await fetch(window.location.href, { credentials: "same-origin" });
    const there = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("print-state");
    // Signed out, or thrown away in another window: the page itself says so.
    if (!there) return window.location.reload();
    state.replaceWith(there);
  } catch {
    // The network is away for a moment; the next look may find it.
  }
  window.setTimeout(lookAgain, EVERY);
}

window.setTimeout(lookAgain, EVERY);
