// «Near me»: a tap on a link with data-near asks the browser for the position, and only then. Without this script,
// or when the position cannot be had, the link leads to the field where a place is typed.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-near]");
  if (!link || !navigator.geolocation) return;
  event.preventDefault();
  const words = link.lastChild;
  const before = words.textContent;
  words.textContent = link.dataset.nearWait || before;
  link.setAttribute("aria-live", "polite");
  // Three decimals are some 100 m: near enough for a list, and no one's front door.
  const found = ({ coords }) => {
    words.textContent = before;
    location.assign(`${link.dataset.near}?near=${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}&radius=1`);
  };
  const lost = () => {
    words.textContent = before;
    location.assign(link.href);
  };
  navigator.geolocation.getCurrentPosition(found, lost, { timeout: 8000, maximumAge: 60000 });
});
