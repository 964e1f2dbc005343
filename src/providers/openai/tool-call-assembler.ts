/**
 * Puts tool calls together from their pieces, several at a time.
 *
 * A piece says by `index` which call it belongs to. Where a server leaves the index out, or gives every
 * call the same one (both are about), a new id or a new name tells that a new call begins. Nothing is
 * handed out before the end: a call that has begun cannot be taken back when its neighbour is broken.
 */
import { randomUUID } from 'node:crypto';
import type { GenerationPart } from '../../contracts/llm.ts';
import { AntiphonError } from '../../errors/antiphon-error.ts';
import type { ToolCallPiece } from './wire.ts';

export type ToolCallPart = Extract<GenerationPart, { type: 'tool-call' }>;

interface OpenCall {
  index: number;
  id: string;
  name: string;
  text: string;
  /** Arguments that came as an object. */
  whole: object | undefined;
}

const callsMax = 64;
const argumentsMaxLetters = 256 * 1024;

export class ToolCallAssembler {
  readonly #calls: OpenCall[] = [];

  get empty(): boolean {
    return this.#calls.length === 0;
  }

  push(piece: ToolCallPiece): void {
    const call = this.#callOf(piece);
    if (call.id === '') call.id = piece.id;
    if (call.name === '') call.name = piece.name;
    if (typeof piece.arguments === 'string') call.text += piece.arguments;
    else if (typeof piece.arguments === 'object' && piece.arguments !== null) call.whole = piece.arguments;
    if (call.text.length > argumentsMaxLetters) {
      throw malformed(call, `are over ${argumentsMaxLetters} letters`);
    }
  }

  /**
   * The calls, in the order of their indexes. Their ids are our own: servers are known to give the same id
   * again in a later turn, and the call's history tells calls apart by nothing else.
   * @throws AntiphonError LLM_MALFORMED where one of them cannot be read: then none is handed out.
   */
  end(): ToolCallPart[] {
    const inOrder = this.#calls.toSorted((a, b) => a.index - b.index);
    return inOrder.map((call) => ({
      type: 'tool-call',
      toolCallId: `call-${randomUUID()}`,
      name: call.name === '' ? noName() : call.name,
      arguments: call.whole ?? parse(call),
    }));
  }

  #callOf(piece: ToolCallPiece): OpenCall {
    const last = this.#calls.at(-1);
    const known =
      piece.index === undefined ? last : this.#calls.findLast((call) => call.index === piece.index);
    if (known !== undefined && !beginsAnother(known, piece)) return known;
    if (this.#calls.length === callsMax) {
      throw new AntiphonError('LLM_MALFORMED', `the model called more than ${callsMax} tools at once`);
    }
    const call = {
      index: piece.index ?? (last?.index ?? -1) + 1,
      id: '',
      name: '',
      text: '',
      whole: undefined,
    };
    this.#calls.push(call);
    return call;
  }
}

function beginsAnother(known: OpenCall, piece: ToolCallPiece): boolean {
  if (piece.name === '' || known.name === '') return false;
  if (piece.id !== '' && known.id !== '') return piece.id !== known.id;
  // No ids to go by: a name again is a new call where the arguments so far are whole.
  return known.whole !== undefined || isWhole(known.text);
}

function isWhole(text: string): boolean {
  if (!text.trimEnd().endsWith('}')) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function parse(call: OpenCall): unknown {
  // A tool without parameters is called with nothing at all by some models.
  if (call.text.trim() === '') return {};
  try {
    return JSON.parse(call.text) ?? {};
  } catch {
    // The parser's own message would quote what the model wrote.
    throw malformed(call, 'are not JSON');
  }
}

function malformed(call: OpenCall, what: string): AntiphonError {
  const data = { tool: call.name, letters: call.text.length };
  return new AntiphonError('LLM_MALFORMED', `the arguments of "${call.name}" ${what}`, { data });
}

function noName(): never {
  throw new AntiphonError('LLM_MALFORMED', 'the model called a tool without naming it');
}
