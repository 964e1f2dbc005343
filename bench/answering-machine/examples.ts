/**
 * Who may pick up: people, machines with and without a beep, carriers. Composed from synthetic voices, pauses,
 * beeps and the noise of a line, all drawn from a seed; the words are ours.
 */
import { FliteEngine, pristineMemory } from '../../src/providers/flite/engine.ts';
import { loadFliteModule } from '../../src/providers/flite/flite-module.ts';
import type { Random } from '../../sim/random.ts';
import { atRate } from '../recognition/sound.ts';

export interface Example {
  label: string;
  who: 'person' | 'machine';
  samples: Int16Array;
  /** What was said or beeped last has ended here. */
  endMs: number;
  beeps: boolean;
}

const sampleRate = 16_000;
const voices = ['rms', 'slt', 'awb', 'kal16'] as const;
const lineNoisePeak = 10;

/** Sentences; between two of them is a pause. */
const people: readonly string[][] = [
  ['Hello?'],
  ['Hello?', 'Hello?'],
  ['Yes?'],
  ['Yes, hello.'],
  ['Hi, this is Martin.'],
  ['Good morning.'],
  ['Smith.'],
  ['Anna Miller speaking.'],
  ['Hello, who is this?'],
  ['Good afternoon, Miller and Sons, how can I help you?'],
  ['Thank you for calling the bakery, this is Tom speaking, what can I do for you?'],
  ['Yes, this is Carol.'],
  ['Hello, you are speaking with Peter from the workshop.', 'Good morning.'],
  ['Hang on a second.', 'Yes, hello?'],
  ['Oh hi, I was just about to call you.'],
  ['Yeah?'],
  ['The Johnson family.'],
  ['Hello, can you hear me?'],
  ['Good evening, this is the front desk of the Hotel Bristol.'],
  ['What is it?'],
  ['Doctor Brown, surgery, good morning.'],
  ['Hello, sorry, I had to find my phone first.', 'Who is calling?'],
  ['Hey, what is up?'],
  [],
];

const machines: readonly (readonly [said: string[], beeps: boolean])[] = [
  [
    [
      'Hi, you have reached Martin.',
      'I cannot come to the phone right now.',
      'Please leave a message after the beep.',
    ],
    true,
  ],
  [['Hello, this is Anna.', 'Sorry I missed you.', 'Tell me who you are and I will ring you back.'], true],
  [['The person you are calling is not available.', 'Please record your message after the tone.'], true],
  [
    [
      'Your call has been forwarded to an automatic voice message system.',
      'At the tone, please record your message.',
    ],
    true,
  ],
  [['This is the Miller family.', 'We are out in the garden or on holiday, so talk to the machine.'], true],
  [['Welcome to the voice mailbox of Peter Brown.'], true],
  [
    [
      'Thank you for calling the dentist.',
      'Our office hours are from nine to five.',
      'If this is an emergency, please go to the hospital in the town.',
    ],
    false,
  ],
  [['Hi, it is Tom.', 'You know what to do.'], true],
  [
    [
      'Hello.',
      'I am not here at the moment.',
      'Please leave your name and your number, and I will call you back as soon as I can.',
    ],
    false,
  ],
  [
    [
      'You have reached the workshop of Miller and Sons.',
      'Nobody can take your call at the moment.',
      'Please try again tomorrow.',
    ],
    false,
  ],
  [
    [
      'Hello, this is Carol, I am either on the other line or away from my desk, so please leave a brief message and I will return your call.',
    ],
    true,
  ],
  [
    [
      'Thank you for calling.',
      'For opening times, press one.',
      'For orders, press two.',
      'For everything else, please stay on the line.',
    ],
    false,
  ],
  [['Sorry, nobody is home.'], true],
  [[], true],
  [
    [
      'Hey there, this is Paul and Mary and the dogs.',
      'We would love to talk to you, but we are all out for a walk in the woods right now.',
    ],
    true,
  ],
  [['The mailbox of this customer is full.', 'Goodbye.'], false],
  [['The number you have dialed is not in service.', 'Please check the number and dial again.'], false],
  [['We are sorry, your call cannot be completed as dialed.'], false],
  [['The customer you are calling is unavailable.', 'Please try again later.'], false],
  [
    [
      'Good day, this is the answering service of Doctor Brown.',
      'The surgery is closed until Monday.',
      'Speak after the signal.',
    ],
    true,
  ],
  [
    [
      'Hello, hello?',
      'Just kidding, I am not really here.',
      'Leave me a message and I will get back to you.',
    ],
    true,
  ],
  [['Hi, leave a message.'], true],
];

export async function composeExamples(random: Random): Promise<Example[]> {
  const module = await loadFliteModule();
  const engine = new FliteEngine(module, pristineMemory(module));
  const say = (text: string, voice: number): Int16Array =>
    atRate(engine.synthesize(text, voices[voice % voices.length]!), sampleRate).samples;
  const all: Example[] = [];
  people.forEach((said, index) => {
    const sounds = said.map((text) => say(text, index));
    all.push(compose(`person ${index}: ${said.join(' ')}`, 'person', sounds, false, random));
  });
  machines.forEach(([said, beeps], index) => {
    const sounds = said.map((text) => say(text, index));
    all.push(compose(`machine ${index}: ${said.join(' ')}`, 'machine', sounds, beeps, random));
  });
  return all;
}

function compose(
  label: string,
  who: Example['who'],
  sounds: readonly Int16Array[],
  beeps: boolean,
  random: Random,
): Example {
  const parts: Int16Array[] = [silence(random.between(300, 1_200))];
  sounds.forEach((sound, index) => {
    if (index > 0) parts.push(silence(random.between(250, who === 'person' ? 450 : 650)));
    parts.push(sound);
  });
  if (beeps) parts.push(silence(random.between(300, 900)), beep(random));
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  // Noise to the end of whatever may happen.
  const samples = Int16Array.from({ length: length + sampleRate * 15 }, () =>
    random.whole(-lineNoisePeak, lineNoisePeak),
  );
  let at = 0;
  for (const part of parts) {
    for (const [index, sample] of part.entries()) samples[at + index]! += sample;
    at += part.length;
  }
  return { label, who, samples, endMs: (length * 1000) / sampleRate, beeps };
}

function silence(ms: number): Int16Array {
  return new Int16Array(Math.round((ms * sampleRate) / 1000));
}

function beep(random: Random): Int16Array {
  const hz = random.between(420, 1_900);
  const amplitude = random.between(1_500, 9_000);
  return silence(random.between(180, 900)).map((_, index) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hz * index) / sampleRate)),
  );
}
