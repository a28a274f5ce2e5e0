// Looks now and then whether somebody stored something newer than what is shown; a page that nobody sees does not look.
export default function (component) {
  const { data, setTriggerValue } = component;
  let told = data.shown, asking = false;
  const look = async () => {
    if (document.hidden || asking) return;
    asking = true;
    try {
      const answer = await fetch(new URL(data.address, document.baseURI), { cache: "no-store" });
      const newest = answer.ok ? await answer.text() : told;
      if (newest !== told) setTriggerValue("arrived", told = newest);
    } catch { /* the server is away: the next look will tell */ }
    asking = false;
  };
  const timer = setInterval(look, data.every * 1000);
  document.addEventListener("visibilitychange", look);
  return () => { clearInterval(timer); document.removeEventListener("visibilitychange", look); };
}
