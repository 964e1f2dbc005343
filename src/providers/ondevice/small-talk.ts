/** The ordinary courtesies. Pass `smallTalk: []` to write them all yourself. */
import { defineIntent, type Intent } from './intent.ts';

export interface SmallTalkOptions {
  /** Answer to "hello". */
  hello?: string;
  /** Answer to "who are you". */
  whoAreYou?: string;
  goodbye?: string;
}

export function smallTalk({
  hello = 'Good day to you. How may I help?',
  whoAreYou = 'I am the voice assistant of this house: a machine, and at your service.',
  goodbye = 'Thank you for calling. Goodbye.',
}: SmallTalkOptions = {}): Intent[] {
  return [
    defineIntent({
      name: 'hello',
      examples: examples.hello,
      reply: hello,
    }),
    defineIntent({
      name: 'how-are-you',
      examples: examples.howAreYou,
      reply: [
        'Very well, thank you. How may I help you?',
        'Still very well, thank you. What may I do for you?',
      ],
    }),
    defineIntent({
      name: 'who-are-you',
      examples: examples.whoAreYou,
      reply: whoAreYou,
    }),
    defineIntent({
      name: 'thanks',
      examples: examples.thanks,
      reply: [
        'You are most welcome. May I help you with anything else?',
        'With pleasure. Is there anything else I may do?',
      ],
    }),
    defineIntent({
      name: 'goodbye',
      examples: examples.goodbye,
      reply: goodbye,
      endsCall: true,
    }),
    defineIntent({
      name: 'that-is-all',
      examples: examples.thatIsAll,
      reply: 'Very good. Thank you for calling, and goodbye.',
      endsCall: true,
    }),
  ];
}

/** One a line, as STT hears them. */
const examples = {
  hello: `
    hello
    hello there
    hi
    hi there
    hey
    good morning
    good afternoon
    good evening
    hello good afternoon
    hey hello
    good day
    hello good morning
    is anybody there
    hello is anyone there
    hello can you hear me
    can you hear me
    are you there
    are you still there
  `,
  howAreYou: `
    how are you
    how are you today
    how are you feeling
    are you doing well today
    how are you doing
    how is it going
    how do you do
    are you well
    how are things
    are you having a good day
    nice to meet you
    pleased to meet you
    good morning how are you
    hello how are you
  `,
  whoAreYou: `
    who are you
    what are you
    who am i speaking to
    who is this
    what is your name
    are you a robot
    are you human or a machine
    do i speak with a robot
    are you a machine
    are you a real person
    are you human
    am i talking to a computer
    is this a recording
    do i talk to a machine
  `,
  thanks: `
    thank you
    thanks
    thank you very much
    thanks a lot
    thanks so very much
    so kind thank you
    thank you for the help
    thank you for your time
    many thanks
    thank you so much
    great thank you
    that is very kind
    that is very kind of you
    perfect thanks
    wonderful thank you
    you have been very helpful
    that was helpful thank you
  `,
  goodbye: `
    goodbye
    okay goodbye
    goodbye then
    thanks a lot goodbye
    bye for now
    good bye
    bye
    bye bye
    thank you goodbye
    thanks bye
    have a nice day
    have a good day
    see you
    see you soon
    good night
    that is all goodbye
    that's all thank you goodbye
    i have to go
    i have to go now
    okay bye
    talk to you later
  `,
  thatIsAll: `
    that is all
    that's all
    that will be all
    nothing else
    nothing else thank you
    no that is all
    no that's all thank you
    that is everything
    i have no other questions
  `,
};
