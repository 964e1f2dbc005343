/**
 * What callers say to a shop, a hotel and a clinic, written for this benchmark.
 *
 * `|` stands where the speaker pauses: in the midst of a phrase while looking for a word, inside a
 * number, before a further clause, between two sentences. The marks were set once, by ear, before any
 * figure was measured, and are never moved to please one. Capitals and full stops are for the reader of
 * this file: recognisers tell neither here, so nobody can read the end of a turn off a punctuation mark.
 */

const shop = `
Do you have this kettle in red?
What time do you close today?
I'd like to return a | coffee machine that I bought last week.
Is the blue armchair still on sale?
My parcel hasn't arrived yet | and the tracking page says nothing.
Can I pay with a gift card?
I need a new charger for the | um | for the small vacuum cleaner.
Yes please.
No thank you.
The order number is four seven one | nine two eight.
I ordered two lamps | but only one was in the box.
Could you tell me how long delivery to Norwich takes?
That would be perfect.
How much is the | the oak table with six chairs?
I would like to speak to someone about an invoice.
Do you sell spare lids for the large pan?
The colour is not what I expected. | Can I swap it for the green one?
Can you check whether the shop in Leeds has it?
I'm looking for a birthday present for my | my nephew who is nine.
Which of the two toasters is easier to clean?
It stopped working after three days.
Can I collect it on Saturday morning?
I think I was charged twice for | for the same order.
Where can I find the washing instructions?
The screen is cracked | and I can't switch it off any more.
Do you also repair watches?
Please cancel my order from yesterday.
I'd like to change the delivery address to | twelve Mill Lane.
Would it be cheaper if I took | two of them?
Is there a discount for students?
I lost the receipt. | Is that a problem?
The zip of the jacket broke when I wore it for | for the first time.
Can you hold one for me until tomorrow?
How do I reset the thermostat?
I'm calling about the email you sent me this morning.
My account says the payment failed | so I wanted to ask what to do.
Do you have anything smaller than that?
I want to order the same cushions as | as last time.
Are the batteries included?
It should be under the name of | Hargreaves.
Okay thanks.
Could I have it delivered to my office instead?
The printer shows an error with the number | thirty one.
What is the difference between the basic and the large model?
I bought it online | about a month ago.
Can someone help me put it together?
When will the white one be back in stock?
I was promised a refund | but that was two weeks ago.
Does the warranty cover water damage?
I'd rather have my money back.
The website won't let me | log in with my new password.
Sorry could you repeat that?
`;

const hotel = `
Do you have a room free for | this Friday night?
I'd like to book a double room for two nights.
What time is breakfast served?
We will be arriving quite late | probably around eleven.
Is there parking near the hotel?
Can we bring our dog?
I need to change my booking from the | from the ninth to the tenth of June.
How far is it to the station?
Could you send two more towels to room | three hundred and four?
The heating in our room doesn't work.
Is the pool open in the winter?
We are two adults and | and one child.
I'd like a quiet room if possible. | We didn't sleep much last time.
What does the room with the sea view cost?
Does that include breakfast?
My booking number is B | seven seven three | zero one.
I forgot my glasses in the room | when we left this morning.
Can I check out an hour later?
Do you have a cot for a baby?
Yes that's right.
Is there a lift in the building?
I would like to add one more night.
We have a reservation for dinner | but we are running late.
Could someone wake me at six?
The shower is cold | and the light in the hall is broken.
Is it possible to cancel without a fee?
How do I connect to the wireless network?
Could you book us a taxi to | um | the airport for nine?
I'm calling on behalf of my parents.
They are staying with you | from Monday to Thursday.
Is there a room with a bath instead of a shower?
What is the latest I can arrive?
I'd like to pay with another card.
Do you have a meeting room for | for about twelve people?
Can I leave my luggage with you until the evening?
We asked for two single beds | but there is only one large one.
That's too expensive for us.
Is the restaurant open on Sundays?
I would prefer something on the ground floor.
My wife is allergic to nuts. | Can the kitchen deal with that?
How many stairs are there to the second floor?
Could I have the bill by email please?
It's under the name of my company.
We'd like to come again in the | the last week of August.
Are there bicycles that we can borrow?
What would it cost to stay until Sunday?
The neighbours are very loud | can you do something about it?
I think I left my | my phone in the breakfast room.
Does the bus stop in front of the hotel?
I'd like to know if you have a family room.
No that's all.
Which museums are within walking distance?
`;

const clinic = `
I'd like to make an appointment with | with Doctor Lindqvist.
Is anything free tomorrow morning?
I need to cancel my appointment on Thursday.
My daughter has had a fever since | since last night.
Do I need a referral for that?
What are your opening hours?
I've run out of my tablets | and I'm going away on Saturday.
Could you renew my prescription please?
It hurts when I | when I bend my knee.
Can I come in today?
My date of birth is the fourth of March | nineteen eighty two.
I have a cough that won't go away.
Is it all right to eat before the blood test?
Have the results of my scan come back?
I would like to see a woman if that's possible.
He fell off his bike | and his wrist is swollen.
Do you take new patients?
My phone number is zero seven | eight four five | two two six | nine one three.
I had an operation in May | and I was told to come back for a check.
How long does the appointment take?
Can I bring my son along?
I feel dizzy when I get up in the | in the morning.
Is this something I should worry about?
The pharmacy says they haven't got the | the letter from you.
I can only come after five.
Would next Wednesday be possible?
I have an appointment at ten | but I'm stuck in traffic.
Do you do flu jabs?
It's been like that for | about three weeks.
Where should I park?
My doctor told me to call you about | about the injections.
Could I speak to the nurse?
I'm allergic to penicillin.
Yes it's the left ear.
I took two of the tablets | because the pain was so bad.
Can you send the letter to my new address?
We moved last month. | It's fourteen Orchard Road now.
Is there anything earlier than that?
I need a certificate for work.
Can I get the result over the phone?
My mother can't climb stairs. | Is there a lift?
How much will the treatment cost?
I wanted to ask whether the | the second dose is due.
Both of us need one.
The rash came back | after I stopped using the cream.
Do I have to fast before I come?
Not really.
I'd like the same time next week please.
She is four years old | and she has all her jabs.
Could the doctor call me back this | this afternoon?
I'd be happy with any day.
What should I do until then?
`;

export interface CorpusWord {
  /** As a recogniser tells it: lower case, no punctuation. */
  text: string;
  /** The speaker pauses behind it. */
  pauses: boolean;
}

export type CorpusSentence = readonly CorpusWord[];

export const corpus: readonly CorpusSentence[] = [shop, hotel, clinic].flatMap((block) =>
  block.trim().split('\n').map(parseSentence),
);

export function parseSentence(line: string): CorpusSentence {
  const words: CorpusWord[] = [];
  for (const piece of line.trim().split(/\s+/)) {
    if (piece === '|') words.at(-1)!.pauses = true;
    else words.push({ text: piece.toLowerCase().replace(/[.,?!]/g, ''), pauses: false });
  }
  return words;
}

/** Ordinary words that a recogniser may take another for. */
export const mishearings: readonly string[] = (
  'table ticket bottle market summer silver window morning seven eleven garden number winter pepper letter ' +
  'station carpet button doctor pocket engine bridge folder leather orange message paper corner shoulder blanket'
).split(' ');

/** 25 words each, as an agent of good manners would say them: the first clause is what the caller waits for. */
export const replies: readonly string[] = [
  'Of course, I can do that for you. I have made a note of it, and you will get a message within the next hour.',
  'Let me see. There is one left in the shop at the moment, and I can put it aside for you until tomorrow evening then.',
  'Thank you, I have found it. The order left our warehouse on Tuesday, so it should be with you by the end of this week.',
  'I am sorry about that. We can send you a new one today at no cost, or you can have all your money back tomorrow.',
  'Yes, that is possible. The price for both nights together is two hundred and forty pounds, and breakfast for two people is already included there.',
  'Certainly. I can offer you Wednesday at half past nine or Thursday at a quarter to four, which of the two would suit you better?',
];
