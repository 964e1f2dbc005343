/** Draws how large a prompt is over a call: as it is sent, and had every heard word been sent. */

export interface SizeAtTurn {
  turn: number;
  promptTokens: number;
  rawHistoryTokens: number;
}

const width = 760;
const height = 360;
const margin = { left: 70, right: 150, top: 44, bottom: 50 };
const lines = [
  { key: 'promptTokens', name: 'as it is sent', colour: '#0b6e4f' },
  { key: 'rawHistoryTokens', name: 'every word', colour: '#b5482a' },
] as const;

export function drawGrowth(title: string, sizes: readonly SizeAtTurn[]): string {
  const turnMax = Math.max(...sizes.map(({ turn }) => turn));
  const most = Math.max(...sizes.flatMap((size) => [size.promptTokens, size.rawHistoryTokens]));
  const step = most > 4_000 ? 2_000 : 500;
  const tokensMax = Math.ceil(most / step) * step;
  const x = (turn: number): number =>
    round(margin.left + (turn / turnMax) * (width - margin.left - margin.right));
  const y = (tokens: number): number =>
    round(margin.top + (1 - tokens / tokensMax) * (height - margin.top - margin.bottom));
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text x="${margin.left}" y="20" font-size="14" font-weight="bold">${title}</text>`,
  ];
  for (let tokens = 0; tokens <= tokensMax; tokens += step) {
    parts.push(
      `<line x1="${x(0)}" y1="${y(tokens)}" x2="${x(turnMax)}" y2="${y(tokens)}" stroke="#dddddd"/>`,
      `<text x="${x(0) - 8}" y="${y(tokens) + 4}" text-anchor="end">${tokens}</text>`,
    );
  }
  for (let turn = 0; turn <= turnMax; turn += 50) {
    parts.push(`<text x="${x(turn)}" y="${y(0) + 18}" text-anchor="middle">${turn}</text>`);
  }
  parts.push(
    `<text x="${(x(0) + x(turnMax)) / 2}" y="${height - 12}" text-anchor="middle">turn of the call</text>`,
  );
  for (const { key, name, colour } of lines) {
    const points = sizes.map((size) => `${x(size.turn)},${y(size[key])}`).join(' ');
    const last = sizes.at(-1)!;
    parts.push(
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${x(last.turn) + 8}" y="${y(last[key]) + 4}" fill="${colour}">${name}: ${Math.round(last[key])}</text>`,
    );
  }
  return `${parts.join('\n')}\n</svg>\n`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
