/**
 * What callers say to a telephone company, a restaurant and a garage: sentences that the rules of
 * turn-taking were never tuned on nor read beside. They were written apart from the rules and are
 * measured apart from the corpus, so that a rule that fits the corpus too well shows here.
 * The marks are those of `corpus.ts`. Nobody looks at these sentences to change a rule: write others.
 */
import { parseSentence, type CorpusSentence } from './corpus.ts';

const telephone = `
The internet's been down since about six this morning.
What's the light meant to look like on the router?
I've turned it off and on again | and it's still flashing red.
Zero one six | three two | five five four | zero nine.
How do I find out my wifi password?
No it's the landline.
My bill's gone up by | by eleven pounds and nobody's told me why.
Is there a fault in my area?
I'd like to keep my old number if that's possible.
Nope.
The engineer was supposed to come between eight and one | and I took the morning off for it.
When does my contract end?
It's really slow in the evenings | like you can't even watch the news on it.
Crawford.
I want to cancel.
Can you send me the new SIM to | um | to my mum's address?
A hundred and forty megabits | that's what I'm paying for.
It's plugged into the | the white box by the front door.
Do you do anything cheaper for pensioners?
That's what the last person said.
We're moving on the first of October | can we take the broadband with us?
Hang on a second.
Who am I speaking to?
I was cut off just now. | I'd been talking to a lady about the upgrade.
Two bars, sometimes one.
I keep getting nuisance calls, five or six a day, is there any way to block them?
There's a charge on here for roaming | but I haven't left the country.
Okay done.
It says | invalid SIM | and then it just goes blank.
How much data have I got left?
Upstairs it's fine but in the kitchen I can't get anything at all.
Is that including VAT?
I'd have to ask my flatmate.
The serial number's | K H four | two two | nine one D.
Nothing's changed.
Could you talk me through it slowly, I'm not very good with computers?
No sorry | the account's in my wife's name.
Which package am I on now?
I got a text saying my bill was ready | but I can't open the link.
After five would be better.
So if I leave early | what's the fee?
Fine.
The cable's been chewed through by the dog | so that one's our fault I'm afraid.
I can hear you but | there's a terrible crackle on the line.
Do I need to be at home for it?
My neighbour's with you too and hers is working.
Your shop told me it'd be free. | Now I see thirty five pounds on the bill.
S for sugar.
I've been a customer for | what is it now | seventeen years.
Does the price go up after the first year?
The green one's on and the other two are off.
Could you take the sports channels off please?
I'd like a paper bill | if that's all right.
I dropped it in the bath.
It's my late father's phone, and I need | I need to know how to get it switched off.
Ooh it's come back on.
Why can't I make calls abroad?
Friday the twenty third then.
I ordered the faster one two weeks ago | and all I've had is a box with no cable in it.
Thanks for sorting that out so quickly.
`;

const restaurant = `
Have you got a table for tonight?
Four of us | maybe five.
Around half seven if you can manage it.
Do you do gluten free pizza?
It's under | Thornbury.
I'd like to order some food | to take away please.
Two chicken kormas, a lamb bhuna | and | what was it | a garlic naan.
Can we sit outside?
No onions on mine.
We'll be about ten minutes late, the traffic's awful.
Is the kitchen still open?
One of us is vegan | is there much for her on the menu?
Lovely.
How long's the wait on a Sunday?
We had the set lunch at yours yesterday and | and my son was ill all night.
I left my umbrella there | it's a black one with a wooden handle.
Eight o'clock. | No actually make it quarter past.
Do you have high chairs?
Collection.
What's the soup today?
It's my parents' golden wedding | so we wanted to know if you could do a cake.
Seven seven four one | eight three.
The delivery turned up stone cold | and the prawn crackers were missing.
Just water.
I booked online for the ninth | but it should have been the tenth.
Are dogs allowed?
Could I change my booking from six people to eight?
Mild please, she can't take anything spicy.
Do you do a | a kind of tasting menu?
Yes that's it.
How late do you serve on Saturdays?
I've got twenty two coming for a leaving do | and I was hoping you had a room upstairs.
The corner table by the window if nobody's got it.
Is there parking?
We were charged for three bottles of wine | and we only had the one.
Flat four | Beaumont House | it's the second buzzer down.
Sparkling.
I ordered over an hour ago. | Is it on its way or not?
Can I bring my own wine?
I think it'll be | let me just count | nine adults and two little ones.
Not too salty if possible.
Does the fish come with chips or is that extra?
Card's fine.
I'm allergic to shellfish | so could you ask the chef what's in the sauce?
Somebody's given us a voucher, can we use it at the weekend?
Thanks ever so much, it was a wonderful evening.
What's that one with the | the aubergine and the mince?
Oh, you're shut on Mondays?
Next Friday, the sixteenth.
We'd rather not be next to the toilets like last time.
And a portion of | um | of the sweet potato fries.
Is it too late to add a pudding?
Hello there, I wanted to cancel for tonight. | We've got a sick child at home.
Well done.
Same as usual please.
You rang me just now | something about my reservation?
The blue house after the post office, you can't miss it.
How big's a large?
I'd have liked an apology to be honest.
That's everything I think.
`;

const garage = `
My car won't start.
It's making a sort of | grinding noise | when I brake.
How much do you charge for a full service?
Lima kilo | six eight | oscar whisky juliet.
Is it ready yet?
I had the clutch done with you in May | and it's slipping again.
Sixty two thousand on the clock.
There's an orange light come on, looks like | like a little teapot.
Can you fit me in before the weekend?
Diesel.
Somebody's gone into the back of me | and the bumper's hanging off.
Do you do MOTs on a Saturday?
It's due on the eleventh.
Front left.
I can drop it off the night before | and put the keys through the door.
Will you ring me before you do any work on it?
No, manual.
The air conditioning just blows warm.
So what you're saying is | it needs a whole new exhaust?
Nineteen | sorry | twenty nineteen.
I'm stuck in the car park at Tesco's with a flat and there's no spare.
Have you got a courtesy car?
You quoted me three hundred | and now it's nearly five.
Hatchback.
It's leaving a puddle under the | under the engine at night.
Whereabouts are you exactly?
The radio asks for a code since you changed the battery.
Ashdown | with a W.
Could you have a look at my brakes?
It only does it when it's cold.
Tuesday's no good | I'm at work till six.
What's wrong with it?
My wife drove it through that flood by the bridge, and it's not been right since.
Two oh five | fifty five | sixteen.
Just the tyres.
I don't want it repaired if it's going to be more than four hundred quid.
Is that safe to drive?
The window on the passenger side's stuck down | and they say it's going to rain.
Yeah I'll hold.
How come it takes a week to get a wing mirror?
It juddered a bit | and then it just | died.
Would it be covered by the guarantee?
You left a greasy handprint all over my back seat.
The grey estate.
I want to get the | um | what do you call it | the timing belt done.
Can I wait while you do it?
Okay | so quarter to nine on Monday | and I'm bringing the old log book as well.
It failed on the headlights.
Are you able to match the paint? It's a | funny sort of bronze.
Who was it that worked on it?
I've just picked it up from you. | There's a rattle that wasn't there before.
Not that I've noticed.
Does that price include the labour?
I'm after a tow bar | for a caravan.
The key fob's stopped working, I have to open the boot by hand.
Perfect, see you then.
About a week ago.
I bought it second hand off a bloke in Hull | and there's no service history.
Do you sell wiper blades?
If it needs new discs go ahead | otherwise leave it.
`;

export const heldOut: readonly CorpusSentence[] = [telephone, restaurant, garage].flatMap((block) =>
  block.trim().split('\n').map(parseSentence),
);
