/** Draws trade-off curves: delay to the right, cutting in upwards, so that the corner at the bottom left is best. */
import type { Curve, CurvePoint } from './curve.ts';

const width = 760;
const height = 480;
const margin = { left: 70, right: 24, top: 56, bottom: 60 };
const colours = ['#0b6e4f', '#b5482a'] as const;
const delayStepMs = 200;
const rateStep = 0.2;

interface Scale {
  x(delayMs: number): number;
  y(rate: number): number;
  delayMaxMs: number;
}

export function drawCurves(title: string, curves: readonly Curve[]): string {
  const delays = curves.flatMap(({ points }) => points.map(({ figures }) => figures.endpointMsP50));
  const delayMaxMs = Math.max(delayStepMs, Math.ceil(Math.max(...delays) / delayStepMs) * delayStepMs);
  const innerWidth = width - margin.left - margin.right;
  const innerHeight = height - margin.top - margin.bottom;
  const scale: Scale = {
    x: (delayMs) => round(margin.left + (delayMs / delayMaxMs) * innerWidth),
    y: (rate) => round(margin.top + (1 - rate) * innerHeight),
    delayMaxMs,
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="20" font-size="14" font-weight="bold">${escaped(title)}</text>`,
    ...drawAxes(scale),
    ...curves.flatMap((curve, index) => drawCurve(curve, index, scale)),
    '</svg>',
    '',
  ].join('\n');
}

function drawAxes({ x, y, delayMaxMs }: Scale): string[] {
  const lines: string[] = [];
  for (let delayMs = 0; delayMs <= delayMaxMs; delayMs += delayStepMs) {
    lines.push(
      line(x(delayMs), y(0), x(delayMs), y(1)),
      `<text x="${x(delayMs)}" y="${y(0) + 18}" text-anchor="middle">${delayMs}</text>`,
    );
  }
  for (let rate = 0; rate <= 1.001; rate += rateStep) {
    lines.push(
      line(x(0), y(rate), x(delayMaxMs), y(rate)),
      `<text x="${x(0) - 8}" y="${y(rate) + 4}" text-anchor="end">${rate.toFixed(1)}</text>`,
    );
  }
  const middle = (y(0) + y(1)) / 2;
  lines.push(
    `<text x="${(x(0) + x(delayMaxMs)) / 2}" y="${height - 14}" text-anchor="middle">from the last sound to the end of the turn, median, ms</text>`,
    `<text x="18" y="${middle}" text-anchor="middle" transform="rotate(-90 18 ${middle})">mid-sentence pauses taken for the end</text>`,
  );
  return lines;
}

function drawCurve({ name, points }: Curve, index: number, scale: Scale): string[] {
  const colour = colours[index % colours.length]!;
  const at = ({ figures }: CurvePoint): [number, number] => [
    scale.x(figures.endpointMsP50),
    scale.y(figures.midSentenceCutInRate),
  ];
  const path = points.map((point) => at(point).join(',')).join(' ');
  const legendX = margin.left + index * 300;
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...points.flatMap((point) => {
      const [x, y] = at(point);
      return [
        `<circle cx="${x}" cy="${y}" r="3.5" fill="${colour}"/>`,
        `<text x="${x + 6}" y="${y - 6}" fill="${colour}" font-size="10">${escaped(point.label)}</text>`,
      ];
    }),
    `<rect x="${legendX}" y="32" width="12" height="12" fill="${colour}"/>`,
    `<text x="${legendX + 18}" y="42">${escaped(name)}</text>`,
  ];
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#dddddd"/>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
