/** A child program for the tests of the pool: does what its argument or its first byte says. */
import process from 'node:process';
import { AntiphonError } from '../../../errors/antiphon-error.ts';
import { serveParent } from '../child-side.ts';

await serveParent((send) => {
  const mode = process.argv[2]!;
  if (mode === 'refuse') throw new AntiphonError('MODEL_CORRUPT', 'no such model');
  if (mode === 'dawdle') return new Promise(() => setInterval(() => undefined, 1000));
  return (type, lease, payload) => {
    const word = payload.toString();
    if (word === 'abort') process.abort();
    if (word === 'throw') throw new Error('a defect of the program');
    if (word === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (word === 'mutter') process.stderr.write('the library is unhappy\n', () => process.abort());
    else send(type, lease, Buffer.from(`${word} from ${process.pid}`));
  };
});
