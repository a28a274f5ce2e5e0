// How much of the screen is left below the row that shall end with it, as `--room` for the blocks in that row.
export default function (component) {
  const row = component.parentElement.host?.closest(`.st-key-${CSS.escape(component.data.row)}_row`);
  if (!row) return () => {};
  const main = document.querySelector("[data-testid=stMain]") || document.documentElement;
  const measure = () => {
    const starts = row.getBoundingClientRect().top + main.scrollTop;
    const head = row.querySelector("[class*=st-key-block_head_]")?.getBoundingClientRect().height ?? 0;
    const room = Math.floor(innerHeight - starts - head - 20);
    // on a phone, or where hardly anything is left, blocks take what they need
    if (innerWidth < 900) row.style.removeProperty("--room");
    else row.style.setProperty("--room", `${Math.max(room, 280)}px`);
    // a block that takes what a short table above it leaves
    const last = row.querySelector("[class*=st-key-rest_]")?.parentElement;
    if (last) {
      const above = last.parentElement.querySelector("[class*=_table]");
      const rest = Math.max(room, 280) - (above?.getBoundingClientRect().height ?? 0) - 14;
      last.style.display = innerWidth >= 900 && rest < 150 ? "none" : "";
      row.style.setProperty("--rest", `${Math.min(rest, 420)}px`);
    }
  };
  measure();
  const observer = new ResizeObserver(measure);
  observer.observe(row.parentElement || row);
  observer.observe(document.body);
  window.addEventListener("resize", measure);
  const timers = [120, 400, 1200].map((ms) => setTimeout(measure, ms));
  return () => { observer.disconnect(); window.removeEventListener("resize", measure); timers.forEach(clearTimeout); };
}
