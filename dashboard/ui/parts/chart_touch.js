// A touch on a chart chooses the point under the finger, as a click does: Plotly chooses what was last hovered, and a
// finger hovers over nothing.
export default function () {
  const hover = (e) => {
    const chart = e.touches.length === 1 && e.target.closest?.(".js-plotly-plot .nsewdrag");
    if (!chart) return;
    const { clientX, clientY } = e.touches[0];
    chart.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, clientX, clientY, view: window }));
  };
  document.addEventListener("touchstart", hover, { capture: true, passive: true });
  return () => document.removeEventListener("touchstart", hover, { capture: true });
}
