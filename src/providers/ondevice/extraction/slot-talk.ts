/** Sentences that give a value, put one right or answer a question: what does not change what a caller wants. */
import { linesOf } from '../words.ts';

/** `#value` stands for any value that was found. */
export const slotTalk: readonly string[] = linesOf(`
yes
yes please
yes that is right
no
no thank you
no thanks
#value
#value please
the #value
the #value one
yes #value
no #value
it's #value
it is #value
that's #value
that would be #value
i think #value
maybe #value
let's say #value
let's go with #value
make it #value
actually make it #value
no make it #value
no the #value
no i said #value
i said #value not #value
not #value #value
sorry i meant #value
sorry #value
i meant #value
change it to #value
change that to #value
change the colour to #value
change the date to #value
could you change that to #value
could we make it #value
can we make it #value
in #value
in #value please
on #value
at #value
on #value at #value
#value at #value
on #value please
at #value would be good
#value would be fine
#value works for me
#value and #value
the #value and #value
#value or #value
i'd like #value
i would like the #value
i'll take the #value
i'll have #value
i'd prefer #value
i prefer #value
add the #value
add #value please
and the #value
and #value
also #value
put the #value on the list as well
leave out the #value
take out the #value
without the #value
remove the #value
drop the #value
not the #value
i don't need the #value
i don't want the #value any more
forget the #value
forget the size
never mind the size
never mind the colour
scrap that
scrap that time
forget about the date
no particular colour
any colour is fine
the colour does not matter
i have no preference
it doesn't matter
my name is #value
it's under #value
under the name of #value
the name is #value
this is #value
it's for #value
my number is #value
my phone number is #value
you can reach me on #value
you can reach me at #value
the number is #value
my email is #value
my email address is #value
the order number is #value
order number #value
the reference is #value
size #value
i wear a #value
i'm a #value
i take a #value
my size is #value
up to #value
no more than #value
around #value
my budget is #value
i can spend #value
it's for a #value
for a #value
it's a #value
the #value store
the one in #value
the store in #value
#value of them
#value pieces
just one
the second one
the last one
the first one
the first
that one
this one
the same as last time
same as last time
the usual
my usual size
the same store as last time
an hour later
the day after
the same day
a bit later
instead of #value #value
rather #value
on second thought #value
wait #value
hold on #value
no wait #value
let me correct that #value
correction #value
that is wrong it's #value
that's not right
that is correct
correct
exactly
perfect
great
lovely
okay
all right
sure
of course
go ahead
that's fine
that sounds good
that works
thank you
thanks
thank you very much
that's all
nothing else
let me think
one moment
just a second
hmm
let me see
hold on a second
gift wrapped please
gift wrap it please
no gift wrap
with gift wrapping
sign me up
is that all right
did you get that
can you repeat that
say that again please
what did you say
pardon
sorry
my sister wears a #value
are you still there
can you hear me
can you speak up
could you speak a little louder
please speak more slowly
the line is bad
you are breaking up
hold on somebody is at the door
someone is at the door
wait there is somebody at the door
you are talking to #value
you are speaking to #value
you are speaking with #value
yes it is for somebody
yes it is a present
it's a present for #value
it is so hot out today
it's lovely weather out today
it is raining outside
my dog is barking
the children are shouting
the kettle is on
let me find my glasses
i am just getting a pen
you are very kind
well done
you are doing well
take your time
no rush
do you take checks
do you take cards
do you have a loyalty card
do you have student discounts
is there parking near the store
is there a lift in the store
who makes them
what is it made of
can it be washed
please do not suggest #value
no way am i doing #value
read me back the size
read the list back to me
what do you have for the colour
what have you got for the size
do you have the name written down
tell me once more the quantity
what was it again
my friend has the #value
if it were #value
do you have it in #value
what sizes are there
what colours do you have
is that available
how much is it
`);
