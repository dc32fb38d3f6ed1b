import type { Plugin, Scale } from 'chart.js';
import type { Paint, Picture } from './picture.ts';
import { nearest } from './rows.ts';
import type { Level, Mark } from './series.ts';

type Context = CanvasRenderingContext2D;
const font = "'Inter Variable', sans-serif";

/** Levels, named points and the reading line, drawn over the curves by a plugin of chart.js. */
export function overlay(now: () => { picture: Picture | null; paint: Paint }): Plugin<'line'> {
  return {
    id: 'overlay',
    afterDatasetsDraw: ({ ctx, scales: { x, y }, chartArea: area }) => {
      const { picture, paint } = now();
      if (picture === null || x === undefined || y === undefined) return;
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top - 8, area.width + 12, area.height + 8);
      ctx.clip();
      for (const level of picture.levels) drawLevel(ctx, level, area, y, paint);
      for (const mark of picture.marks) drawMark(ctx, mark, picture, x, y, paint);
      if (picture.cursor !== null) {
        ctx.strokeStyle = paint.muted;
        stroke(ctx, x.getPixelForValue(picture.cursor), area.top, x.getPixelForValue(picture.cursor), area.bottom);
      }
      ctx.restore();
    },
  };
}

function stroke(ctx: Context, fromX: number, fromY: number, toX: number, toY: number): void {
  ctx.beginPath();
  ctx.moveTo(fromX, fromY);
  ctx.lineTo(toX, toY);
  ctx.stroke();
}

function drawLevel(ctx: Context, level: Level, area: { left: number; right: number }, y: Scale, paint: Paint): void {
  const top = y.getPixelForValue(level.value);
  ctx.strokeStyle = paint.edge;
  ctx.setLineDash([1, 3]);
  stroke(ctx, area.left, top, area.right, top);
  ctx.setLineDash([]);
  ctx.font = `12px ${font}`;
  ctx.textAlign = 'right';
  // A rim of the ground keeps the words apart from curves and lines of the grid.
  const [right, foot] = [area.right - 4, top - 5];
  ctx.lineWidth = 5;
  ctx.lineJoin = 'round';
  ctx.strokeStyle = paint.surface;
  ctx.strokeText(level.name, right, foot);
  ctx.lineWidth = 1;
  ctx.fillStyle = paint.muted;
  ctx.fillText(level.name, right, foot);
}

function drawMark(ctx: Context, mark: Mark, picture: Picture, x: Scale, y: Scale, paint: Paint): void {
  const series = picture.series.find((one) => one.name === mark.series);
  const value = series === undefined ? undefined : series.y[nearest(series, mark.x)];
  if (value === undefined || !Number.isFinite(value)) return;
  const [left, top] = [x.getPixelForValue(mark.x), y.getPixelForValue(value)];
  ctx.font = `16px ${font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  // A rim of the ground keeps the star apart from the curves below it.
  ctx.lineWidth = 4;
  ctx.strokeStyle = paint.surface;
  ctx.strokeText('★', left, top);
  ctx.lineWidth = 1;
  ctx.fillStyle = paint.text;
  ctx.fillText('★', left, top);
  ctx.textBaseline = 'alphabetic';
}
