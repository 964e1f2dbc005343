import assert from 'node:assert/strict';
import { test } from 'vitest';
import { PlayoutLedger } from './playout-ledger.ts';
import { estimatedWords } from './spoken-word.ts';

/** One sample per millisecond: times and samples read alike. */
const sampleRate = 1_000;

/** "We open at ten." and "Sunday at noon.", a word every 250 ms, one second each but for the last. */
function ledgerWith(receipts: 'played' | 'none'): PlayoutLedger {
  const ledger = new PlayoutLedger({ sampleRate, receipts, clockLagMs: 300 });
  ledger.startReply(0);
  ['We open at ten.', 'Sunday at noon.'].forEach((text, clause) => {
    ledger.clause(0, clause, text);
    const words = [...text.matchAll(/\S+/g)].map((match, index) => ({
      textStart: match.index,
      textEnd: match.index + match[0].length,
      startSample: index * 250,
      endSample: (index + 1) * 250,
    }));
    ledger.words(0, clause, words);
    ledger.clauseEnd(0, clause, words.length * 250);
  });
  ledger.playFrom(0, 0);
  return ledger;
}

const running = { outstandingMarks: 1, running: true };

test('Heard is what receipts say was played, cut at a word', () => {
  const ledger = ledgerWith('played');
  ledger.sent(0, 0, { samples: 200, ...running });
  assert.deepEqual(ledger.text(400, 0), { heard: '', unheard: 'We open at ten. Sunday at noon.' });
  ledger.receipt(0, 500, 'played', 1);
  assert.deepEqual(ledger.text(600, 0), { heard: 'We open', unheard: 'at ten. Sunday at noon.' });
  ledger.receipt(0, 749, 'played', 1);
  assert.equal(ledger.text(800, 0).heard, 'We open', 'a word that was not played to its end was not heard');
  ledger.receipt(0, 1_250, 'played', 1);
  assert.equal(ledger.text(1_300, 0).heard, 'We open at ten. Sunday');
});

test('A mark that comes back cleared was not heard', () => {
  const ledger = ledgerWith('played');
  ledger.sent(0, 0, { samples: 1_000, ...running });
  ledger.receipt(0, 500, 'played', 2);
  ledger.cleared(600, 0, { samples: 1_000, outstandingMarks: 2 });
  assert.equal(ledger.settled(0), false, 'two marks have not come back');
  ledger.receipt(0, 750, 'cleared', 1);
  ledger.receipt(0, 1_000, 'cleared', 0);
  assert.equal(ledger.settled(0), true);
  assert.equal(ledger.text(5_000, 0).heard, 'We open');
});

test('A receipt that was on its way when the far end was cleared still counts', () => {
  const ledger = ledgerWith('played');
  ledger.sent(0, 0, { samples: 1_000, ...running });
  ledger.cleared(600, 0, { samples: 1_000, outstandingMarks: 2 });
  ledger.receipt(0, 500, 'played', 1);
  assert.equal(ledger.text(700, 0).heard, 'We open');
});

test('A resumed reply begins with the first word that was not heard to its end', () => {
  const ledger = ledgerWith('played');
  ledger.sent(0, 0, { samples: 1_000, ...running });
  ledger.receipt(0, 500, 'played', 1);
  ledger.cleared(600, 0, { samples: 1_000, outstandingMarks: 0 });
  assert.equal(ledger.resumeSample(900, 0), 500);
});

test('By the clock alone, what was sent is heard no sooner than it can have sounded, and surely after the lag', () => {
  const ledger = ledgerWith('none');
  ledger.sent(0, 0, { samples: 200, outstandingMarks: 0, running: true });
  for (let now = 200; now <= 1_000; now += 200) {
    ledger.sent(now, 0, { samples: now + 200, outstandingMarks: 0, running: true });
  }
  const { minSamples, maxSamples, source } = ledger.position(1_000, 0);
  assert.equal(source, 'clock');
  assert.ok(
    minSamples <= 1_000 && minSamples >= 500,
    `at least ${minSamples} of the 1,000 that may have sounded`,
  );
  assert.ok(maxSamples >= 1_000 && maxSamples <= 1_200, `at most ${maxSamples}`);
});

test('By the clock, what was cleared never becomes heard, however long one waits', () => {
  const ledger = ledgerWith('none');
  ledger.sent(0, 0, { samples: 1_000, outstandingMarks: 0, running: true });
  const before = ledger.position(600, 0).minSamples;
  ledger.cleared(600, 0, { samples: 1_000, outstandingMarks: 0 });
  assert.ok(ledger.position(60_000, 0).minSamples <= 600);
  assert.ok(ledger.position(60_000, 0).minSamples >= before);
});

test('A reply is played out when all of its audio is known and heard', () => {
  const ledger = ledgerWith('played');
  ledger.sent(0, 0, { samples: 1_750, outstandingMarks: 1, running: false });
  assert.equal(ledger.playedOut(1_800, 0), false);
  ledger.receipt(0, 1_750, 'played', 0);
  assert.equal(ledger.playedOut(1_800, 0), true);
  ledger.clause(0, 2, 'And more.');
  assert.equal(ledger.playedOut(1_800, 0), false, 'another clause is coming');
});

test('Words without timings are spread over the audio by their letters', () => {
  const words = estimatedWords('one three', 900, sampleRate);
  assert.deepEqual(
    words.map(({ textStart, textEnd, startSample, endSample }) => [
      textStart,
      textEnd,
      startSample,
      endSample,
    ]),
    [
      [0, 3, 0, 300],
      [4, 9, 400, 900],
    ],
  );
  assert.deepEqual(estimatedWords('nothing sounds', 0, sampleRate), []);
});

test('While the length is unknown, an estimate claims no word before a slow reader would have said it', () => {
  const [first] = estimatedWords('wonderful weather', undefined, sampleRate);
  assert.ok(first!.endSample >= 900, `${first!.endSample} ms for nine letters`);
});
