// Is told what is newest, and says so where that is not what is shown; a page that nobody sees says it when it is seen.
export default function (component) {
  const { data, setTriggerValue } = component;
  const address = new URL(data.address, document.baseURI).href.replace(/^http/, "ws");
  let shown = data.shown, newest = shown, tries = 0, socket, again;
  const tell = () => {
    if (!document.hidden && newest !== shown) setTriggerValue("arrived", shown = newest);
  };
  const listen = () => {
    socket = new WebSocket(address);
    socket.onmessage = (told) => { tries = 0; newest = told.data; tell(); };
    // the server is away: its windows do not all come back at the same moment, and more seldom the longer it is
    socket.onclose = () => { again = setTimeout(listen, (1 + Math.random()) * data.every * 1000 * 2 ** Math.min(tries++, 4)); };
  };
  listen();
  document.addEventListener("visibilitychange", tell);
  return () => {
    clearTimeout(again);
    socket.onclose = null;
    socket.close();
    document.removeEventListener("visibilitychange", tell);
  };
}
