// @ts-check
// Draws QR codes; the library behind it is fetched when the first one is wanted.

const LIBRARY = new URL("../../vendor/lean-qr/lean-qr.js", import.meta.url);
const SVG = "http://www.w3.org/2000/svg";
const QUIET = 4;

/**
 * Fetch what draws.
 * @returns {Promise<(text: string) => SVGElement>}
 */
export async function loadDrawing() {
  const { generate } = await import(LIBRARY.href);
  return (text) => drawn(generate(text));
}

/**
 * Draw a code dark on light, whatever the page's colours: many readers know no other.
 * @param {{ size: number, get: (x: number, y: number) => boolean }} code
 */
function drawn({ size, get }) {
  const side = size + 2 * QUIET;
  const svg = element("svg", { viewBox: `0 0 ${side} ${side}`, "shape-rendering": "crispEdges" });
  const light = element("path", { fill: "#fff", d: `M0 0h${side}v${side}h-${side}z` });
  let dark = "";
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      dark += get(x, y) ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : "";
    }
  }
  svg.append(light, element("path", { fill: "#000", d: dark }));
  return svg;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}
