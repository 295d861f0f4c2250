// Draws the interactive figures: the first at once, others when they are opened.
import type * as PlotlyModule from 'plotly.js-dist-min';

declare global {
  var assayFigures:
    | Record<string, { data: PlotlyModule.Data[]; layout: Partial<PlotlyModule.Layout> }>
    | undefined;
}
declare const Plotly: typeof PlotlyModule;

export function startPlots(): void {
  for (const place of document.querySelectorAll<HTMLElement>('.plot')) {
    const details = place.closest('details');
    if (!details) void draw(place);
    else details.addEventListener('toggle', () => void (details.open && draw(place)), { once: true });
  }
}

async function draw(place: HTMLElement): Promise<void> {
  const { figure = '', script = '' } = place.dataset;
  if (!globalThis.assayFigures?.[figure]) await load(script);
  const specification = globalThis.assayFigures?.[figure];
  if (!specification) {
    place.textContent = `The data of this figure are missing: ${script}`;
    return;
  }
  // Plotly measures text when it draws: the fonts come first.
  await Promise.allSettled(Array.from(document.fonts, (face) => face.load()));
  const inside = document.createElement('div');
  place.append(inside);
  await Plotly.newPlot(inside, specification.data, specification.layout, {
    responsive: true,
    displaylogo: false,
  });
}

const load = (source: string): Promise<void> =>
  new Promise((resolve) => {
    const script = document.createElement('script');
    script.src = source;
    script.onload = script.onerror = () => resolve();
    document.head.append(script);
  });
