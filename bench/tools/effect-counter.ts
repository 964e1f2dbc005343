/**
 * The world that calls act on, as a process of its own: it outlives every host and counts what reaches it.
 *
 *   node effect-counter.ts LOG      prints its port; ends when its standard input does
 *
 * An arrival is written down before it is acknowledged. What comes with a key that is known is answered and not
 * done again, as a service does that honours keys; whatever comes without one is done.
 */
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import type { Arrival, CounterAnswer, CounterQuestion } from './protocol.ts';

const [log] = process.argv.slice(2);
const arrivals: Arrival[] = [];
const keys = new Set<string>();

function answer(question: CounterQuestion): CounterAnswer {
  const { id } = question;
  if ('list' in question) return { id, arrivals };
  const { effect } = question;
  const applied = effect.key === undefined || !keys.has(effect.key);
  if (effect.key !== undefined) keys.add(effect.key);
  const arrival = { ...effect, applied };
  appendFileSync(log!, `${JSON.stringify(arrival)}\n`);
  arrivals.push(arrival);
  return { id, applied };
}

const server = createServer((socket) => {
  // A host that is killed resets its socket.
  socket.on('error', () => socket.destroy());
  const lines = createInterface(socket);
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    socket.write(`${JSON.stringify(answer(JSON.parse(line) as CounterQuestion))}\n`);
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
