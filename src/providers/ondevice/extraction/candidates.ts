/** Every value that the words of a turn could be, for every slot; which of them are meant is decided elsewhere. */
import { takenWord } from '../slot.ts';
import type { Candidate } from './candidate.ts';
import { codeRuns, type CodeRun } from './spoken-code.ts';
import { daysIn } from './days.ts';
import type { SlotPlan } from './plan.ts';
import { isPutRight } from './put-right.ts';
import { emailsIn } from './spoken-email.ts';
import { isPronoun, numbersFor, withCompany } from './numbers-said.ts';
import { timesIn } from './times.ts';
import type { Turn } from './turn.ts';

export function candidatesIn(turn: Turn): Candidate[] {
  const found: Candidate[] = [];
  const emails = emailsIn(turn.tokens);
  const runs = codeRuns(turn.tokens);
  const asksForDay = anyAsked(turn, 'date');
  const days = daysIn(turn.tokens, turn.now, asksForDay);
  const times = timesIn(
    blanked(turn.words, [...days, ...longRuns(runs), ...emails]),
    turn.now,
    anyAsked(turn, 'time'),
    (from, to) => isPutRight(turn, from, to),
  );
  const add = (
    slot: SlotPlan,
    value: unknown,
    at: { start: number; end: number },
    strength: number,
    weak: boolean,
  ): void => {
    found.push({
      slot: slot.index,
      value,
      start: at.start,
      end: at.end,
      strength,
      weak,
      company: 0,
      by: 'words',
    });
  };
  for (const slot of turn.plan.slots) {
    const isAsked = turn.asked.of[slot.index]! > 0.5;
    const isNamed = turn.cues.some((cue) => cue.slot === slot.index && cue.weight > 0.3);
    switch (slot.schema.kind) {
      case 'email':
        for (const email of emails)
          if (slot.schema.fits(email.value)) add(slot, email.value, email, 1, false);
        break;
      case 'date':
        for (const day of days)
          if (day.sure || !asksForDay || isAsked || isNamed)
            add(slot, day.value, day, day.sure ? 0.95 : 0.6, !day.sure);
        break;
      case 'time':
        for (const time of times)
          if (time.sure || !isPronoun(turn, time.start, time.end - time.start))
            add(slot, written(slot, time.value), time, time.sure ? 0.95 : 0.7, time.loose === true);
        break;
      case 'phone':
      case 'code':
        for (const run of runs) addCode(turn, slot, run, isAsked, add);
        break;
      case 'number':
        found.push(...numbersFor(turn, slot));
        break;
      case 'choice':
      case 'text':
        for (const match of slot.book.find(turn.tokens, isAsked))
          add(slot, match.value, match, match.strength, match.weak);
        break;
      default:
    }
  }
  return withCompany(turn, found);
}

/** Patterns of times may want seconds. */
function written({ schema }: SlotPlan, value: string): string {
  return schema.fits(value) || !schema.fits(`${value}:00`) ? value : `${value}:00`;
}

function anyAsked({ plan, asked }: Turn, kind: string): boolean {
  return plan.slots.some(({ schema, index }) => schema.kind === kind && asked.of[index]! > 0.5);
}

function longRuns(runs: readonly CodeRun[]): readonly CodeRun[] {
  return runs.filter(({ digits }) => digits >= 5);
}

function blanked(words: readonly string[], spans: readonly { start: number; end: number }[]): string[] {
  const left = [...words];
  for (const { start, end } of spans) left.fill(takenWord, start, end);
  return left;
}

type Add = (
  slot: SlotPlan,
  value: unknown,
  at: { start: number; end: number },
  strength: number,
  weak: boolean,
) => void;

function addCode(turn: Turn, slot: SlotPlan, run: CodeRun, isAsked: boolean, add: Add): void {
  const isPhone = slot.schema.kind === 'phone';
  const value = isPhone ? phoneOf(slot, run, isAsked) : slot.shape.write(run.text);
  if (value !== undefined) {
    const typical = isPhone ? run.digits >= 7 : slot.schema.pattern !== undefined && run.digits >= 4;
    add(slot, value, run, typical ? 0.95 : 0.7, !typical);
    return;
  }
  if (isPhone) return;
  // "for two: A 4 7 7": words at an end of the run belong to something else.
  for (const [from, to] of [
    [1, 0],
    [0, 1],
    [2, 0],
    [0, 2],
    [1, 1],
  ] as const) {
    if (run.end - run.start - from - to < 2) continue;
    const [inner] = codeRuns(turn.tokens.slice(run.start + from, run.end - to));
    const text = inner === undefined ? undefined : slot.shape.write(inner.text);
    if (inner === undefined || text === undefined || slot.schema.pattern === undefined) continue;
    const start = run.start + from + inner.start;
    add(slot, text, { start, end: start + inner.end - inner.start }, 0.75, false);
    return;
  }
}

function phoneOf(
  { schema, shape }: SlotPlan,
  { text, digits }: CodeRun,
  isAsked: boolean,
): string | undefined {
  if (digits < (isAsked ? 4 : 6) || /[a-z]/.test(text)) return undefined;
  const plain = text.replace(/[^\d+]/g, '').replace(/(?<=.)\+/g, '');
  const international = plain.startsWith('00') ? `+${plain.slice(2)}` : plain;
  for (const value of [plain, international, `+${plain}`]) if (schema.fits(value)) return value;
  return schema.pattern === undefined ? undefined : shape.write(plain);
}
