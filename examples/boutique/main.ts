/**
 * One call to the boutique without its voice: a house is built from a seed, and the concierge's tools are driven as
 * a session drives them (read the arguments, ask, act under a key). Nothing is downloaded and nothing listens.
 */
import assert from 'node:assert/strict';
import { AntiphonError, type CallerOfTool, type Tool } from 'antiphon';
import { rows } from './house/database.ts';
import { digestOf, openHouse } from './house/house.ts';
import { boutiqueTools } from './tools/boutique-tools.ts';

const origin = { seed: 7, today: '2026-03-24' };
using house = openHouse(origin);
using twin = openHouse(origin);
assert.equal(digestOf(house), digestOf(twin), 'one seed makes one house');

const tools = new Map(boutiqueTools(house).map((tool) => [tool.name, tool]));
const [caller] = rows<{ customer: string; postcode: string; order: string }>(
  house.database,
  `SELECT customer, postcode, orders.number AS "order" FROM orders JOIN customers ON customers.number = customer
   WHERE state = 'placed' ORDER BY orders.number`,
);
assert.ok(caller !== undefined);
/** What a session hands to each tool: whom the call knows by now. */
const onLine: { -readonly [Key in keyof CallerOfTool]: CallerOfTool[Key] } = {
  callId: 'call-1',
  callerId: undefined,
  verified: (callerId) => {
    onLine.callerId = callerId;
  },
};
const { customer, postcode, order } = caller;

await act('findProduct', { product: 'harbour coat', size: '38', store: 'Milan' });
await act('lookUpCraft', { question: 'How do I wash cashmere?' });
assert.match(await act('cancelOrder', { order }), /customer number and postcode come first/);
assert.match(await act('proveIdentity', { customer, postcode }), /manners/);

const wish = { store: 'Paris', department: 'shoes', startsAt: '2026-04-14T11:00' };
const booked = await act('bookAppointment', wish);
assert.equal(await act('bookAppointment', wish, { isAgain: true }), booked, 'one key acts once');

assert.match(await act('cancelOrder', { order }), /"state":"cancelled"/);
house.database.prepare(`UPDATE orders SET state = 'dispatched' WHERE number = ?`).run(order);
assert.match(await act('cancelOrder', { order }, { key: 'another intention' }), /left the house/);

/**
 * What the tool answers, or the words in which it declines; every question is answered with yes.
 * @param isAgain A run behind a crash, under the key of the one before: nobody is asked twice.
 */
async function act(name: string, sent: unknown, { key = name, isAgain = false } = {}): Promise<string> {
  const { tool, input } = understood(name, sent);
  const context = { signal: AbortSignal.timeout(tool.timeoutMs), idempotencyKey: key, caller: onLine };
  const answer = await Promise.resolve()
    .then(() => isAgain || ask(tool, input))
    .then(() => tool.run(input, context))
    .then((told) => JSON.stringify(told))
    .catch((thrown: unknown) => {
      if (AntiphonError.is(thrown) && thrown.code === 'TOOL_DECLINED') return thrown.message;
      throw thrown;
    });
  console.log(`${name}: ${answer}`);
  return answer;
}

/** @throws AntiphonError TOOL_DECLINED where nothing need be asked because it cannot be done. */
function ask(tool: Tool, input: unknown): void {
  const question = tool.consentQuestion(input, { caller: onLine });
  if (question !== undefined) console.log(`agent: ${question}\ncaller: yes`);
}

function understood(name: string, sent: unknown): { tool: Tool; input: unknown } {
  const tool = tools.get(name);
  assert.ok(tool !== undefined, name);
  const parsed = tool.parse(sent);
  assert.ok(parsed.ok, name);
  return { tool, input: parsed.input };
}
