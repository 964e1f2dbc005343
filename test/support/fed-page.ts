/** The page with nobody behind it: its socket is answered here, so that a test tells it any call in no time. */
import type { Page } from 'playwright-core';
import type { CallEvent } from '../../src/contracts/events.ts';
import type { ServerMessage } from '../../src/transports/websocket/protocol.ts';

export interface FedPage {
  /** Whoever has called is told of these. */
  feed(events: readonly CallEvent[]): void;
}

/** Before the page is opened. */
export async function feedPage(page: Page): Promise<FedPage> {
  let send: ((message: ServerMessage) => void) | undefined;
  await page.routeWebSocket(/\/call$/, (socket) => {
    send = (message) => socket.send(JSON.stringify(message));
    socket.onMessage((text) => {
      // Sound from the microphone.
      if (typeof text !== 'string') return;
      const message = JSON.parse(text) as { type: string; id?: number };
      if (message.type === 'ping') send?.({ type: 'pong', id: message.id! });
      if (message.type !== 'start') return;
      const format = { encoding: 'pcm16le', channels: 1 } as const;
      send?.({
        type: 'started',
        version: 1,
        callId: 'call',
        legId: 'leg',
        format: { ...format, sampleRate: 16_000 },
        formatOut: { ...format, sampleRate: 24_000 },
        resumed: false,
        maxQueuedMs: 5000,
      } as ServerMessage);
    });
  });
  return {
    feed(events) {
      if (send === undefined) throw new Error('the page has not called');
      for (const event of events) send({ type: 'event', event });
    },
  };
}
