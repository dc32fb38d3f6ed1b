import { Chart, type ChartDataset, LinearScale, LineController, LineElement, LogarithmicScale, PointElement, type Scale } from 'chart.js';
import zoom from 'chartjs-plugin-zoom';
import { decimate, type Point } from './decimate.ts';
import { faintShare } from './faint.ts';
import { overlay } from './overlay.ts';
import { Overview } from './overview.ts';
import type { Paint, Picture, XScale } from './picture.ts';
import { dashes, dashOf, markers, type Numbers, type Series } from './series.ts';
import { Smoother } from './smooth.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, zoom);

/** What was worked out of a series and goes on from there as it grows. */
interface Course {
  smoother: Smoother;
  raw: Overview;
  smooth: Overview;
}

type Line = ChartDataset<'line', Point[]>;

/** chart.js behind one method: draws a picture from at most a few points a pixel, however long the curves are. */
export class Plot {
  readonly #chart: Chart<'line', Point[]>;
  readonly #courses = new Map<string, Course>();
  #picture: Picture | null = null;
  #paint: Paint;
  /** What the scales were made from. */
  #look: readonly unknown[] = [];

  constructor(canvas: HTMLCanvasElement, paint: Paint, onZoom: (zoomed: boolean, range: { from: number; to: number }) => void) {
    this.#paint = paint;
    const redraw = (): void => {
      this.#fill();
      this.#chart.update('none');
      const { min = 0, max = 0 } = this.#chart.scales.x ?? {};
      onZoom(this.#chart.isZoomedOrPanned(), { from: min, to: max });
    };
    this.#chart = new Chart<'line', Point[]>(canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [overlay(() => ({ picture: this.#picture, paint: this.#paint }))],
      options: {
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        parsing: false,
        normalized: true,
        events: [],
        layout: { padding: { top: 8, right: 12 } },
        plugins: {
          legend: { display: false },
          zoom: {
            limits: { x: { min: 'original', max: 'original' } },
            pan: { enabled: true, mode: 'x', modifierKey: 'shift', onPanComplete: redraw },
            zoom: {
              mode: 'x',
              wheel: { enabled: true, modifierKey: 'ctrl' },
              drag: { enabled: true, threshold: 8, backgroundColor: 'transparent', borderWidth: 1 },
              onZoomComplete: redraw,
            },
          },
        },
      },
    });
  }

  draw(picture: Picture, paint: Paint = this.#paint): void {
    this.#picture = picture;
    this.#paint = paint;
    this.#scales();
    this.#fill();
    this.#chart.update('none');
  }

  /** Moves the reading line without computing anything anew. */
  point(cursor: number | null): void {
    if (this.#picture) this.#picture = { ...this.#picture, cursor };
    this.#chart.draw();
  }

  /** The x under a place of the canvas, in px from its left. */
  valueAt(left: number): number {
    return this.#chart.scales.x?.getValueForPixel(left) ?? 0;
  }
  /** Where an x stands, in px from the canvas's left. */
  leftOf(x: number): number {
    return this.#chart.scales.x?.getPixelForValue(x) ?? 0;
  }

  resetZoom(): void {
    this.#chart.resetZoom('none');
  }

  /** The picture as a PNG on a ground, with its title. */
  async png(title: string): Promise<Blob | null> {
    const { canvas } = this.#chart;
    const scale = canvas.width / Math.max(1, canvas.clientWidth);
    const sheet = document.createElement('canvas');
    sheet.width = canvas.width;
    sheet.height = canvas.height + 40 * scale;
    const context = sheet.getContext('2d');
    if (context === null) return null;
    context.fillStyle = this.#paint.surface;
    context.fillRect(0, 0, sheet.width, sheet.height);
    context.fillStyle = this.#paint.text;
    context.font = `600 ${15 * scale}px 'Inter Variable', sans-serif`;
    context.fillText(title, 16 * scale, 26 * scale);
    context.drawImage(canvas, 0, 40 * scale);
    return new Promise((resolve) => sheet.toBlob(resolve, 'image/png'));
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #scales(): void {
    const picture = this.#picture;
    if (picture === null) return;
    const range = this.#range();
    const { log, xTitle, xScale, yMin, yMax, format } = picture;
    const highest = Math.max(...picture.levels.map(({ value }) => value));
    // New scales cost chart.js most of a drawing: of a run that goes on, only the end of the x axis moves.
    const look = [this.#paint, log, xTitle, xScale, yMin, yMax, highest, format];
    const x = this.#chart.options.scales?.x;
    if (x && look.every((one, place) => one === this.#look[place])) return void Object.assign(x, range);
    this.#look = look;
    const font = { family: "'Inter Variable', sans-serif", size: 12 };
    const { line, muted, accent } = this.#paint;
    const grid = { color: line, tickColor: 'transparent', drawTicks: false };
    this.#chart.options.scales = {
      x: {
        type: 'linear',
        ...range,
        grid: { display: false },
        border: { color: line },
        title: { display: true, text: xTitle, align: 'end', color: muted, font, padding: 0 },
        ticks: { color: muted, font, maxRotation: 0, maxTicksLimit: 8, precision: 0, padding: 4, ...ticksOf(xScale) },
        afterBuildTicks: (scale) => marked(scale, xScale),
      },
      y: {
        type: log ? 'logarithmic' : 'linear',
        ...(yMin === undefined || log ? {} : { min: yMin }),
        // A level is there to be compared with: the axis reaches it.
        ...(yMax === undefined ? { suggestedMax: highest } : { max: yMax }),
        grace: yMax === undefined && !log ? '5%' : 0,
        grid,
        border: { display: false },
        ticks: { color: muted, font, maxTicksLimit: 6, padding: 8, callback: (value) => format(Number(value)) },
      },
    };
    const drag = this.#chart.options.plugins?.zoom?.zoom?.drag;
    if (drag) drag.borderColor = accent;
  }

  /** The x axis runs over what there is, unless it is zoomed. */
  #range(): { min: number | undefined; max: number | undefined } {
    const scale = this.#chart.scales.x;
    if (scale && this.#chart.isZoomedOrPanned()) return { min: scale.min, max: scale.max };
    let [min, max] = [Infinity, -Infinity];
    for (const { x } of this.#picture?.series ?? []) {
      min = Math.min(min, x[0] ?? Infinity);
      max = Math.max(max, x[x.length - 1] ?? -Infinity);
    }
    return min < max ? { min, max } : { min: undefined, max: undefined };
  }

  #fill(): void {
    const picture = this.#picture;
    if (picture === null) return;
    const scale = this.#chart.scales.x;
    const zoomed = scale !== undefined && this.#chart.isZoomedOrPanned();
    const [from, to] = zoomed ? [scale.min, scale.max] : [-Infinity, Infinity];
    const most = Math.max(400, this.#chart.width * 2);
    const lines: Line[] = [];
    for (const series of picture.series) {
      const color = this.#paint.series[series.color % this.#paint.series.length] ?? this.#paint.text;
      const course = this.#courseOf(series.name);
      const line = (y: Numbers, overview: Overview): Point[] => {
        const seen = from === -Infinity ? overview.of(series.x, y) : { x: series.x, y };
        return decimate(seen.x, seen.y, from, to, most);
      };
      if (picture.smoothing > 0 && series.exact !== true) {
        const raw = line(series.y, course.raw);
        lines.push(this.#line(series, raw, fade(color, faintShare(raw.length, this.#chart.width)), true));
        lines.push(this.#line(series, line(course.smoother.of(series.y, picture.smoothing), course.smooth), color, false));
      } else lines.push(this.#line(series, line(series.y, course.raw), color, false));
    }
    this.#chart.data.datasets = lines;
  }

  #courseOf(name: string): Course {
    const course = this.#courses.get(name) ?? { smoother: new Smoother(), raw: new Overview(), smooth: new Overview() };
    this.#courses.set(name, course);
    return course;
  }

  #line(series: Series, data: Point[], color: string, faint: boolean): Line {
    const few = data.length <= 40 && !faint;
    return {
      label: series.name,
      // A curve by epoch is seen through the noise of one by step.
      order: series.exact === true ? 0 : 1,
      data,
      borderColor: color,
      backgroundColor: color,
      borderWidth: faint ? 1 : 2,
      borderDash: faint ? [] : [...(dashes[dashOf(series)] ?? [])],
      borderJoinStyle: 'round',
      pointStyle: markers[dashOf(series)] ?? 'circle',
      // A curve of one point is seen only by its marker.
      pointRadius: data.length === 1 ? 5 : few ? 4 : 0,
      pointBorderWidth: 1,
      clip: 8,
      pointHitRadius: 0,
      spanGaps: false,
      tension: 0,
    };
  }
}

/** Between two marks that are words, px. */
const wordGap = 16;

/** How the marks of an axis are written, where it is no count. */
const ticksOf = (x: XScale | undefined) =>
  x === undefined ? {} : { autoSkipPadding: wordGap, callback: (value: number | string) => x.format(Number(value)) };

/** Puts the axis's own marks in place of those of a linear one. */
function marked(scale: Scale, x: XScale | undefined): void {
  if (x?.ticks !== undefined) scale.ticks = x.ticks(scale.min, scale.max).map((value) => ({ value }));
}

/** The raw curve behind the smoothed one. */
const fade = (color: string, percent: number): string => `color-mix(in oklch, ${color} ${percent}%, transparent)`;
