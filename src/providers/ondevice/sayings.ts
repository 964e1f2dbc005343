/** What the model says about the conversation itself. Every one may be replaced. */

export interface Sayings {
  /** Nothing was recognised. */
  notHeard: string;
  /** Before a question is asked again. */
  askAgain: string;
  /** The caller takes back what was begun. */
  cancelled: string;
  /** The same, where another task waits that is gone on with. */
  givenUp: string;
  /** "Cancel it", where nothing is in work. */
  cancelWhat: string;
  /** What comes first is done, and nothing waited for it. */
  readyNow: string;
  /** "Stop" behind an action that is done; what was done is told again. */
  doneAlready: string;
  /** Something was corrected that is not asked for just now. */
  corrected: string;
  /** "Did you ask {about}?", where it is not sure. */
  didYouAsk: string;
  /** "No" to that. */
  guessedWrong: string;
  /** "No" where nothing was asked, or to "anything else?". */
  nothingElse: string;
  /** "Yes" where nothing was asked. */
  yesWhat: string;
  /** The caller asks for a moment. */
  wait: string;
  /** "Say that again" when nothing has been said. */
  nothingToRepeat: string;
  /** "Go on" when nothing was interrupted. */
  nothingToContinue: string;
  /** Before an interrupted reply is taken up. */
  resume: string;
  /** Where the intent's own words cannot be used, as after a call of which only the outcome is known. */
  toolDone: string;
  toolFailed: string;
  toolRefused: string;
  /** It may have happened: nobody knows. Must not offer to do it again. */
  toolUnknown: string;
  /** The tool is not offered just now. */
  toolUnavailable: string;
  /** The tool is still at work. */
  toolBusy: string;
}

export const englishSayings: Sayings = Object.freeze({
  notHeard: 'I am sorry, I did not hear you. What may I do for you?',
  askAgain: 'I beg your pardon.',
  cancelled: 'Very well, I leave it at that. May I help you with anything else?',
  givenUp: 'Very well, I leave that.',
  cancelWhat: 'What may I cancel for you?',
  readyNow: 'What may I do for you?',
  doneAlready: 'That has been done already.',
  corrected: 'Very well, I have changed that.',
  didYouAsk: 'I beg your pardon. Did you ask {about}?',
  guessedWrong: 'I beg your pardon. What may I do for you?',
  nothingElse: 'Very well. Thank you for calling.',
  yesWhat: 'With pleasure. What may I do for you?',
  wait: 'Of course, take your time.',
  nothingToRepeat: 'I have not said anything yet. How may I help you?',
  nothingToContinue: 'I had finished, thank you. May I help you with anything else?',
  resume: 'As I was saying:',
  toolDone: 'That is done. May I help you with anything else?',
  toolFailed: 'I am sorry, that did not work just now. Shall I try again?',
  toolRefused: 'Very well, I have not done it. May I help you with anything else?',
  toolUnknown:
    'I am sorry, I cannot tell whether that went through. I will not do it twice: a colleague will look and call you back.',
  toolUnavailable: 'I am sorry, I cannot do that just now.',
  toolBusy: 'One moment, please. I am still busy with that.',
});
