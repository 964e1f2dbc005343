/** What the server says over HTTP: that it lives, whether it takes calls, and the page that calls. */
import { Hono } from 'hono';
import type { TurnPlanner } from '../agent/turn-planner.ts';
import type { Host } from '../host/host.ts';
import { callPath } from './accept-calls.ts';
import type { KeptCalls } from './kept-calls.ts';
import { page } from './page.ts';

export function facts(host: Host, planner: TurnPlanner, kept?: Pick<KeptCalls, 'health'>): Hono {
  const app = new Hono();
  app.get('/health', (context) => {
    const { state, reason } = kept?.health() ?? { state: 'good', reason: '' };
    const hasSeat = host.seatsTaken < host.seats;
    const open = !hasSeat ? 'full' : state === 'good' ? 'ready' : `store-${state}`;
    const status = host.draining ? 'draining' : open;
    const body = { status, seats: host.seats, seatsTaken: host.seatsTaken, ...(reason && { reason }) };
    return context.json(body, status === 'ready' ? 200 : 503);
  });
  app.route('/', page());
  // Reached only where there is no page.
  app.get('/', (context) =>
    context.text(
      `Antiphon: the agent "${planner.entry.name}" takes calls at ${callPath} (WebSocket).\n` +
        'Its page has not been built: npm run page\n' +
        'Phone it with a recording: antiphon talk --wav FILE\n' +
        'The protocol is described in docs/protocol-websocket.md.\n',
    ),
  );
  return app;
}
