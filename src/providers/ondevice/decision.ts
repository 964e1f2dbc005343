/** What to do about the last message. */
export type Decision =
  | Say
  | Call
  /** Say the last reply again. */
  | { type: 'repeat' }
  /** Take up the last reply that was cut; `otherwise` where there is none. */
  | { type: 'continue'; otherwise: string };

export interface Say {
  type: 'say';
  text: string;
  endsCall?: boolean;
}

export interface Call {
  type: 'call';
  /** Said before the call. */
  text: string;
  tool: string;
  arguments: Readonly<Record<string, unknown>>;
}

export function sayText(text: string): Say {
  return { type: 'say', text };
}

export function joined(first: string, second: string): string {
  return first === '' || second === '' ? first + second : `${first} ${second}`;
}
