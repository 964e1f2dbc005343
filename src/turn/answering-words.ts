/** What machines, carriers and people say when they pick up, by language; lower case, as recognisers tell it. */
export interface AnsweringWords {
  /** Said by machines that record. */
  machine: readonly string[];
  /** Of those, what proves a machine even after a person was believed to be there. */
  machineOnly: readonly string[];
  /** Said by a carrier: there is nobody, and nothing that records. */
  noService: readonly string[];
  /** Said by people, and by hardly any machine. */
  person: readonly string[];
}

const english: AnsweringWords = {
  machine: [
    'leave a message',
    'leave me a message',
    'leave us a message',
    'leave your message',
    'leave your name',
    'leave a short message',
    'leave a brief message',
    'record your message',
    'after the tone',
    'after the beep',
    'at the tone',
    'at the beep',
    'the beep',
    'voicemail',
    'voice mail',
    'voice mailbox',
    'mailbox',
    'answering machine',
    'answering service',
    'come to the phone',
    'take your call',
    'answer your call',
    'answer the phone',
    'is not available',
    'not available right now',
    'unavailable',
    'get back to you',
    'call you back as soon',
    'return your call',
    'you have reached',
    "you've reached",
    'automatic voice',
    'forwarded to',
    'press one',
    'press the pound',
    'office hours',
    'office is closed',
    'currently closed',
    'you are calling',
    'try again later',
  ],
  machineOnly: [
    'after the tone',
    'after the beep',
    'at the tone',
    'at the beep',
    'record your message',
    'you have reached',
    "you've reached",
    'press one',
  ],
  noService: [
    'not in service',
    'no longer in service',
    'been disconnected',
    'cannot be completed',
    'not been recognised',
    'not been recognized',
    'check the number',
    'number you have dialled',
    'number you have dialed',
    'number you dialled',
    'number you dialed',
    'is switched off',
    'cannot be reached',
    'all circuits are busy',
  ],
  person: [
    'speaking',
    'can i help',
    'may i help',
    'can i do for you',
    "who's this",
    'who is this',
    "who's calling",
    'who is calling',
    "who's there",
    'who is there',
    'is that you',
    'are you there',
    'anybody there',
    'anyone there',
    'can you hear me',
  ],
};

const german: AnsweringWords = {
  machine: [
    'nach dem signalton',
    'nach dem ton',
    'nach dem piepton',
    'hinterlassen sie',
    'hinterlasst',
    'eine nachricht',
    'anrufbeantworter',
    'mailbox',
    'nicht erreichbar',
    'nicht ans telefon',
    'rufen sie zurück',
    'rufe zurück',
  ],
  machineOnly: ['nach dem signalton', 'nach dem ton', 'nach dem piepton'],
  noService: ['kein anschluss', 'nicht vergeben', 'nicht bekannt', 'derzeit nicht zu erreichen'],
  person: ['wer ist da', 'wer spricht', 'am apparat', 'kann ich helfen', 'hören sie mich'],
};

const byLanguage: Readonly<Record<string, AnsweringWords>> = { en: english, de: german };
const none: AnsweringWords = { machine: [], machineOnly: [], noService: [], person: [] };

/** Of a language that is not known nothing is: time and beeps decide alone. @param language BCP-47. */
export function answeringWordsOf(language: string): AnsweringWords {
  return byLanguage[language.split('-')[0]!.toLowerCase()] ?? none;
}
