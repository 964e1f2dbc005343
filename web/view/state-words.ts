/** The state of the call in words. Pure. */
import { toolInWords } from '../score/layout.ts';
import type { PhoneState } from '../call/phone.ts';
import type { Activity } from '../score/score.ts';

export interface StateWords {
  state: string;
  hint: string;
  button: string;
}

export function stateWords(
  phone: PhoneState,
  activity: Activity,
  muted: boolean,
  wasCalled: boolean,
): StateWords {
  switch (phone) {
    case 'asking':
      return { state: 'May I listen?', hint: 'The browser asks for your microphone.', button: 'Asking' };
    case 'dialling':
      return { state: 'Calling', hint: 'The server is taking the call.', button: 'Calling' };
    case 'reconnecting':
      return {
        state: 'The line is lost',
        hint: 'Reconnecting. Your call waits for you.',
        button: 'Hang up',
      };
    case 'idle':
      return wasCalled
        ? { state: 'The call is over.', hint: 'The score stays until the next one.', button: 'Talk again' }
        : {
            state: 'Ready when you are.',
            hint: 'Press the button and ask something.',
            button: 'Talk',
          };
    case 'live':
      return {
        ...live(activity),
        ...(muted ? { hint: 'You are muted: nobody hears you.' } : {}),
        button: 'Hang up',
      };
  }
}

function live(activity: Activity): Omit<StateWords, 'button'> {
  switch (activity.state) {
    case 'listening':
      return { state: 'Listening', hint: 'Say something.' };
    case 'hearing':
      return { state: 'Listening', hint: 'You are speaking.' };
    case 'thinking':
      return { state: 'Thinking', hint: 'Your turn is over; the reply is under way.' };
    case 'speaking':
      return { state: 'Speaking', hint: 'You may interrupt.' };
    case 'interrupted':
      return { state: 'Interrupted', hint: 'You have the floor.' };
    case 'acting':
      return { state: 'Acting', hint: `At work: ${toolInWords(activity.tool)}.` };
  }
}
