/** What can go wrong with a call, in words that tell a caller what to do about it. Pure. */
import type { LineEnd } from './line.ts';

export type Problem =
  | 'microphone-none'
  | 'microphone-denied'
  | 'microphone-busy'
  | 'microphone-lost'
  | 'insecure'
  | 'sound-failed'
  | 'server-gone'
  | 'line-lost'
  | 'call-gone'
  | 'refused-full'
  | 'refused-draining'
  | 'refused-store'
  | 'failed';

export interface ProblemText {
  title: string;
  advice: string;
}

export const problemTexts: Readonly<Record<Problem, ProblemText>> = {
  'microphone-none': {
    title: 'There is no microphone.',
    advice: 'Plug one in, or switch it on, and call again.',
  },
  'microphone-denied': {
    title: 'The microphone is not allowed.',
    advice:
      'This page may only listen if you let it. Allow the microphone beside the address of this page, and call again.',
  },
  'microphone-busy': {
    title: 'The microphone does not answer.',
    advice: 'Another program may be using it. Close that one, or choose another microphone below.',
  },
  'microphone-lost': {
    title: 'The microphone went away, and the call with it.',
    advice: 'Plug it in again, or choose another one below, and call again.',
  },
  insecure: {
    title: 'This address may not use a microphone.',
    advice:
      'Browsers lend it to https pages and to this very machine only. Open the page at 127.0.0.1, or serve it over https.',
  },
  'sound-failed': {
    title: 'The sound could not be opened.',
    advice: 'A current Chrome, Edge, Firefox or Safari can do it. Reload the page to try again.',
  },
  'server-gone': {
    title: 'The server does not answer.',
    advice: 'It may have been stopped. Start it again, and call again.',
  },
  'line-lost': {
    title: 'The call was lost.',
    advice: 'The line to the server broke. What was said is below. Call again when the network is back.',
  },
  'call-gone': {
    title: 'The call could not be taken up again.',
    advice:
      'The line was away for too long, and the call has ended without you. What was said is below. Talk again to begin a new one.',
  },
  'refused-full': {
    title: 'All lines are busy.',
    advice: 'The server takes no more calls than it can serve well. Try again in a minute.',
  },
  'refused-draining': {
    title: 'The server is about to rest.',
    advice: 'It finishes the calls it has and takes no new ones. Try again in a minute.',
  },
  'refused-store': {
    title: 'The server cannot keep a new call just now.',
    advice:
      'The place where it stores its calls is slow or full; calls that are live go on. Try again in a minute.',
  },
  failed: {
    title: 'The call came to a sudden end.',
    advice: 'Something failed at the server; its log says what. Call again.',
  },
};

export function problemOfSound(thrown: unknown): Problem {
  switch (thrown instanceof DOMException ? thrown.name : '') {
    case 'NotAllowedError':
      return 'microphone-denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'microphone-none';
    case 'NotReadableError':
    case 'AbortError':
      return 'microphone-busy';
    case 'SecurityError':
      return 'insecure';
    default:
      return 'sound-failed';
  }
}

/** Whether the network took the line, and the same call may be had again over another. */
export function mayReturn({ by, code }: LineEnd): boolean {
  return by === 'lost' || code === 'PEER_SILENT';
}

/** Whether trying again, on the way back, has any prospect. */
export function mayTryAgain({ by, retryable }: LineEnd): boolean {
  return by !== 'server' || retryable;
}

/** @returns nothing where a call ended as calls do. */
export function problemOfEnd({ by, code }: LineEnd): Problem | undefined {
  if (by === 'us' || code === 'OK') return undefined;
  if (by === 'never-there') return 'server-gone';
  if (by === 'lost') return 'line-lost';
  if (code === 'CALL_ENDED') return 'call-gone';
  if (code === 'CALL_REFUSED_FULL') return 'refused-full';
  if (code === 'CALL_REFUSED_DRAINING') return 'refused-draining';
  if (code === 'CALL_REFUSED_STORE') return 'refused-store';
  return code === 'PEER_SILENT' ? 'line-lost' : 'failed';
}
