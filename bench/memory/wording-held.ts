/**
 * SEALED: how callers of the benchmark's own calls speak. The figures of `memory` come from these sentences.
 *
 * Nobody who works on an extractor, on its rules or on its examples reads this file, prints a sentence of it, or
 * looks at what was missed in it: whoever wants to see misses tunes on `wording-tuning.ts`. The sections are
 * the same there; no sentence is (a test holds the two against each other, and this one against the source).
 */
import { readWording } from './wording.ts';

export const heldWording = readWording(
  'held',
  `
[noun store] branch / location
[noun size] size / clothing size
[noun colour] colour / shade
[noun quantity] quantity / number of items
[noun fittingDate] day for the fitting / fitting day
[noun fittingTime] hour of the fitting / start time of the fitting
[noun deliveryDate] delivery day / date of delivery
[noun name] full name / customer name
[noun phone] telephone number / mobile number
[noun email] email / email contact
[noun orderNumber] order reference / order code
[noun giftWrap] gift wrap / present wrapping
[noun occasion] event / occasion
[noun budget] spending limit / budget
[noun deliveryMethod] shipping method / delivery option
[noun products] items / item list

[given] thomas / emma / daniel / sophie / oliver / grace / victor / hannah / george / alice
[family] carter / hughes / bennett / foster / porter / wright / palmer / dawson / gibson / barnes
[domain] example.net / mail.example.org / home.example.net

[set store]
yeah i reckon the {value} branch is the handiest for me / i could pop into {value} / i'm normally over at your {value} place
let me come by {value} then / {value} is where i'll turn up / we can meet at the {value} location
stick with the {value} branch for me / my local one is {value} / i'm working round the corner from {value} so there
would {value} be all right as the branch / i fancy going to {value} / the easiest branch for me to get to is {value}
how about i drop in at {value} / book me in at {value}
[set products]
right so i've got my eye on {value} / basically i'm hoping to get {value} / could i get {value} from you
i'm keen on {value} / get me {value} would you / what i'm shopping for today is {value}
my daughter talked me into getting {value} / let's start with {value} / {value} caught my eye on your website so i'll have that
i'd love to get hold of {value} / i'm phoning to buy {value} / start me off with {value}
[set size]
{value} is what normally fits me / on me it has to be {value} / i've always worn {value} / go for {value} size wise
i come out as a {value} / in your clothes i end up in a {value} / you'd better give me a {value} to wear
the label in my jacket says {value} / i measure up as {value} / size wise that'd be {value} / my fit is {value}
for me it's always a {value} fit
[set colour]
have you got a nice {value} i'd take that / {value} suits me best so let's go with that / i'm leaning towards {value} for the shade
let me have {value} / colour wise i'm all for {value} / {value} matches my shoes so that's the one
i've set my heart on {value} / anything in {value} would be my choice / i reckon {value} looks smartest let's have it
give me {value} for the colour / as for the shade {value} / {value} goes with everything i'll go with that
[set quantity]
i'm after {value} in total / can i get {value} of these / all in all it's {value} we want / there ought to be {value} altogether
send me {value} of them / we're a group so {value} items / let me take {value} of these / {value} should cover everybody
count me in for {value} of those / we want {value} altogether / i'll go for {value} of these / it comes to {value} items in all
[set fittingDate]
i could drop by for the fitting {value:on} / would you have me in for a fitting {value:on} / squeeze me in for the fitting {value:on}
{value} is when i'm free for my fitting / i've got {value} off so do the fitting then / pencil my fitting in for {value}
as far as the fitting goes i'm around {value:on} / let me try the things on at a fitting {value:on}
the fitting works best for me {value:on} / i was hoping to get fitted {value:on} / how does {value} sound for the fitting
get me a fitting slot {value:on}
[set fittingTime]
i can make the fitting for {value} / say {value} for when the fitting kicks off / i'd turn up for the fitting round {value}
{value} would suit me to be fitted / let's kick off the fitting at {value} / i finish work before {value} so have the fitting then
the fitting at {value} would be handy / pencil {value} in as the time for my fitting / i'd pop in to be fitted at {value}
is {value} any good for the fitting that's when i can / {value} sharp for my fitting / get the fitting going at {value}
[set deliveryDate]
drop the parcel off {value:on} / would be great if it got delivered {value:on} / i'll be in {value:on} so bring the parcel then
aim for {value} with the delivery / can the driver bring it {value:on} / the parcel has to reach me {value:on}
have the delivery turn up {value:on} / i'd need the parcel at my door {value:on} / as for the delivery how about {value}
somebody can take in the delivery {value:on} / schedule the parcel for {value} / bring the delivery round {value:on}
[set name]
hi {value} here / you're talking to {value} / the name you want is {value} / put {value} on the booking
they call me {value} / it'll be under {value} / hello this is {value} on the line / for your records i'm {value}
my first and last name are {value} / you've got {value} on the phone / please file me under {value} / let me introduce myself {value}
[set phone]
ring me back on {value} / you can get hold of me on {value} / best give me a buzz on {value} / my mobile is {value}
text me on {value} if need be / the digits are {value} / drop me a line by phone on {value} / if you need me dial {value}
jot down my mobile {value} / my contact number's {value} / try me on {value} / i'm always on {value}
[set email]
drop me an email at {value} / just email {value} / shoot the details over to {value} / my inbox is {value}
mail everything to {value} / my contact for emails is {value} / for anything in writing use {value}
you'll find me by email under {value} / pop it in an email to {value} / forward it to {value} / my personal email's {value}
the confirmation can go to {value}
[set orderNumber]
the reference on my order says {value} / i've got a slip here with order {value} on it / look under {value} for my order
the confirmation quotes order {value} / that'd be order code {value} / it was order reference {value}
my purchase went through as order {value} / find order {value} for me / the code for the order reads {value}
i'm holding the receipt for order {value} / you gave my order the code {value} / it concerns order reference {value}
[set occasion]
my sister's having a {value} / we've got a {value} to go to / i've been invited to a {value} / it has to do for a {value}
someone's {value} is on the horizon so it's for that / it's with a {value} in mind / i've a {value} to dress up for
what's behind it is a {value} / i'm shopping because of a {value} / our family is throwing a party for a {value}
all this is because we have a {value} to attend / a {value} is why i'm shopping
[set budget]
i'd rather not go over {value} / keep it under {value} for me / i've got about {value} to play with / my ceiling is {value}
{value} is as high as i'd go / anything up to {value} works moneywise / i could manage {value} tops
don't let it cost me more than {value} / {value} is all i can stretch to / we're talking {value} maximum to spend
price wise i'd stop at {value} / no dearer than {value}
[set deliveryMethod]
ship it with {value} / the {value} is how i want it shipped / pop it in with the {value} / get it to me with the {value}
as for shipping go with the {value} / i'd sooner have it sent with the {value} / {value} is the handiest way to ship it
could it travel with the {value} / i'll opt for {value} shipping / pick {value} as my delivery option
make it {value} for getting it over here / {value} does nicely for the shipping
[set giftWrap yes]
could you pop some gift paper round it / dress it up nicely with gift wrap / i'd be glad if you wrapped it up as a present
it's a surprise so gift wrap please / do the present wrapping for me would you / a bit of gift wrap would be lovely
stick a ribbon and gift paper on it / i'm giving it away so wrap it up nicely / go ahead and gift wrap the lot
throw in the gift wrap too / have it all wrapped up like a present / we'll take the present wrapping
[set giftWrap no]
don't bother wrapping it up as a present / leave it as it is no fancy wrapping / i can do without the gift paper
it's just for me so no present wrapping / there's no call for gift wrap / spare yourself the gift wrap
i'd go without the wrapping paper thanks / plain is fine no gift wrap / never mind about any gift paper
it can come as is without gift wrap / we won't be needing present wrapping / i'd sooner have it without any gift wrap
[correct giftWrap yes]
hang on you'd better gift wrap it / you know what gift wrap it / scrap what i said i'd like the gift wrap on it
come to think of it wrap it up as a present / my mistake i'd love it gift wrapped / ah wait do put gift paper round it
oh go on then do the gift wrap / i've thought again and i want the present wrapping / let's do the gift wrap anyway
hm having thought about it add the gift wrap
[correct giftWrap no]
hang on don't gift wrap it / you know what leave out the gift paper / scrap what i said it needn't be gift wrapped
come to think of it skip the present wrapping / my mistake it shouldn't have any gift wrap / ah wait no gift paper round it
oh leave off the gift wrap / i've thought again and can do without gift wrap / let's not bother with the present wrapping anyway
hm having thought about it no gift wrap
[answer giftWrap yes]
oh yes go ahead / mm yes i think so / that'd be great / yep / ooh yes please do / why not yes / absolutely / definitely
if you could yes / go on then yes / i would love that / yes do
[answer giftWrap no]
nah / i'm good thanks no / no need / don't bother / nope all fine / not today thanks / no i can manage that myself
no that won't be necessary / definitely not / oh no / no i'd rather not / no skip it

[answer]
let's say {value} / hm {value} probably / um {value} / {value} would do nicely / make that {value} / i suppose {value}
that'll be {value} / let me see {value} / {value} then / put {value} / {value} if that's okay / right {value} / just {value}
i'd go {value}

[several]
jot down {quantity} in {colour} size {size} for me / it'd be {size} in {colour} and we want {quantity} altogether
get me {quantity} of those in {colour} all in {size} / let me have {colour} ones {quantity} of them in {size}
give me {quantity} in {size} and go for {colour}
i could pop into {store} {fittingDate:on} round {fittingTime} for the fitting
squeeze me in for a fitting at {store} {fittingDate:on} at {fittingTime}
would {fittingTime} {fittingDate:on} work for a fitting over at {store}
i'm free for the fitting {fittingDate:on} from {fittingTime} and {store} would be handy
we've got a {occasion} coming up and {budget} to spend / i'm after something for a {occasion} and won't go over {budget}
there's {budget} in the kitty for a {occasion} / got a {occasion} to go to and {budget} is my ceiling
ship it with the {deliveryMethod} so the parcel gets here {deliveryDate:on} / get the parcel to me {deliveryDate:on} using {deliveryMethod}
have the {deliveryMethod} bring the parcel round {deliveryDate:on} / i'd go for {deliveryMethod} with the delivery turning up {deliveryDate:on}
hi {name} here ring me back on {phone} / you're talking to {name} and my mobile is {phone}
it's under {name} and you can get hold of me on {phone} / for your records {name} telephone {phone}
let me have {colour} in a {size} / a {size} would fit and colour wise {colour}
hello {name} here with order reference {orderNumber} / order code {orderNumber} booked under {name}
i've got {budget} to play with and want {quantity} of them / can i get {quantity} without going over {budget}

[correct]
hang on could you swap the {noun} over to {value} / you know what {value} would be better for the {noun}
can you fix the {noun} for me it ought to read {value} / i got the {noun} wrong earlier {value} is right
scratch the {noun} i told you let's have {value} / come to think of it i'd rather have {value} for the {noun}
sorry to be a pain but the {noun} needs to be {value} / hm about the {noun} go with {value}
my mistake on the {noun} that's {value} / would you mind switching the {noun} to {value}
i've thought again and for the {noun} it's {value} / ah wait the {noun} ought to be {value}
turns out the {noun} is {value} / let's go for {value} as the {noun} after all / i misspoke the {noun} is {value}
[correct old]
forget {old} as the {noun} let's have {value} / i know i told you {old} but the {noun} is really {value}
you can scrap {old} the {noun} is going to be {value} / could you switch the {noun} over from {old} to {value}
{old} won't do for the {noun} go with {value} / for the {noun} swap {old} for {value}
hang on the {noun} can't be {old} use {value} / hm {old} was wrong for the {noun} {value} is right
it used to be {old} for the {noun} now it's {value} / where you've got {old} for the {noun} write {value}
{value} would be better than {old} for the {noun} / my mistake the {noun} was never {old} it's {value}
[correct products]
could we trade {old} for {value} / hang on scrap {old} and get me {value} / let me have {value} rather than {old}
you know what ditch {old} and go for {value} / forget about {old} i'd sooner have {value} / switch {old} over to {value}
on second thoughts make {old} {value} / i'd sooner go with {value} in place of {old} / drop {old} and get {value} for me
{value} would be better than {old} / i was wrong about {old} it's {value} i want / give me {value} not {old}

[repair]
{wrong} uh no hold on {value} / {wrong} or rather {value} / {wrong} oh wait i mean {value} / {wrong} well no {value}
{wrong} oops no {value} / {wrong} what am i saying {value} / {wrong} scratch that {value} / {wrong} hang on no {value}
{wrong} let me start again {value} / {wrong} or no better {value} / {wrong} sorry got that wrong {value} / {wrong} i take that back {value}
[deny]
nah {value} / hm no that'd be {value} / oh no i'd rather have {value} / hang on it's meant to be {value}
no no make that {value} / that isn't it it's {value} / you misheard me it's {value} / ah no {value} please
no scratch that make it {value} / no let's go for {value} / not any more it's {value} now / er no that should read {value}
[confirm]
yep spot on / yeah that's the one / you got it / mm that's fine / sure that's right / yeah bang on / yes indeed
absolutely right / that's what i said yes / yup / sounds right to me / yes you heard right

[negation]
go with {value} for the {noun} instead of {wrong} / don't go with {wrong} as the {noun} go with {value}
it's {value} i'm after for the {noun} and definitely not {wrong} / rather than {wrong} let's have {value} for the {noun}
the {noun} can't be {wrong} it has to be {value} / forget {wrong} for the {noun} {value} is the one
as far as the {noun} goes not {wrong} but {value} / as for the {noun} i'd like {value} rather than {wrong}
{wrong} is wrong as the {noun} {value} is right / i'd never say {wrong} for the {noun} it's {value}
whatever you do not {wrong} for the {noun} make it {value} / skip {wrong} as the {noun} and take {value}
[rule out]
{value} is no good for me as far as the {noun} goes / anything but {value} for the {noun} / steer clear of {value} for the {noun}
i can't stand {value} for the {noun} / as long as the {noun} isn't {value} / whatever the {noun} is don't let it be {value}
i'm not keen on {value} as the {noun} / you won't talk me into {value} for the {noun} / {value} as the {noun} is no use to me
i'd avoid {value} for the {noun} / any {noun} other than {value} is all right / {value} isn't what i'd pick as the {noun}
[clear]
scrap the {noun} for now i'm not sure any more / ignore the {noun} i told you / wipe the {noun} from your notes would you
i've no idea about the {noun} yet so take it out / hold off on the {noun} and leave it blank / get rid of the {noun} you have there
let's not fix the {noun} just yet / take the {noun} out again / you can bin the {noun} i mentioned
i'd better check the {noun} first so leave it empty / the {noun} is up in the air again / blank out the {noun} for me
[add]
oh and throw in {value} / while you're at it get me {value} too / stick {value} on there as well / i could do with {value} as well
make room for {value} too / on top of that i fancy {value} / oh i nearly forgot {value} as well
i might as well have {value} too / can i get {value} on top / plus {value} / let me have {value} on top of that / chuck in {value} too
[remove]
scrap {value} / i've gone off {value} so leave it out / you can bin {value} / i can do without {value} after all
let's lose {value} / ditch {value} would you / skip {value} i've got one already / hold back on {value} i don't want it now
{value} can go / take {value} out again / cross {value} off for me / i'm not having {value} after all
[pick]
oh the {ordinal} would do / let's go with the {ordinal} / hm the {ordinal} you said / give me the {ordinal} one then
i'm going for the {ordinal} / that {ordinal} one / i fancy the {ordinal} one / the {ordinal} in your list
could i have the {ordinal} / go for the {ordinal} one / i like the sound of the {ordinal} / the {ordinal} one would be ideal
[recall]
you've got my {noun} from before just use that / whatever {noun} i had last time / stick with my previous {noun}
my old {noun} from the last order will do / same {noun} i always have / let's keep the {noun} i had last time
go with the {noun} you have on file from last time / just like last time for the {noun}
repeat the {noun} from the last call / the {noun} i used before will do / my regular {noun} again please
use whatever {noun} you had for me last time

[small talk]
cheers for that / hang on a tick i need to find my glasses / it's been raining here all day / you've been brilliant
oh lovely / fair enough / that's good of you / sorry there's a lorry going past / just give me a second here / great stuff
right okay / i'm on the train so it may cut out / my kettle's just boiled / brilliant / oh that's nice to hear
no rush take your time / yeah i'm still here / ha that's funny
[question]
does the {store} branch have a lift / is {deliveryMethod} dearer than the others / any chance of parking near {store}
would {deliveryMethod} get here faster / does {colour} show the dirt / what's the price of {product} these days
which bus goes to {store} / do you do vouchers / is there a warranty on {product} / how do i clean suede
are your cotton things organic / who designed {product} / is there a cash machine close to {store}
what do people usually pair with {product} / is {colour} going out of fashion / can i pay in instalments
has {product} got a lining / do i get points on my card for this
[ask]
what've you got down for the {noun} / run the {noun} by me again / say the {noun} back to me would you
just checking what the {noun} was / could you go over the {noun} once more / what did we settle on for the {noun}
i can't recall the {noun} what is it / let me hear the {noun} again / is there a {noun} on file for me and what is it
double check the {noun} for me / what's down as the {noun} / tell me again what the {noun} is

[intent find-product]
any idea if there's one left on the shelf / would you happen to have that anywhere / have you run out of those
i'm trying to find out if you've got this at all / can you look up whether there are some left
are there still a few of them about / is that item something you have right now / check your stock for me would you
could you see whether it's sold out / is there any left in the shop / do you happen to stock that / has that one sold out already
[intent book-fitting]
i could do with a fitting sometime / can somebody fit me in to try the clothes / could we fix up a fitting
i was hoping for a fitting appointment / any chance of getting fitted at the shop / get me in for a fitting would you
i'd love to come and be fitted / set me up with a fitting / put me in your diary for a fitting
can i come round to try a few things on / how do i go about booking a fitting / sort me out a fitting appointment
[intent change-order]
there's been a mix up in my order can we alter it / i've had second thoughts about what i ordered can i change it
can i swap something in the order i made / my order needs changing / could you adjust the order i put in
i'd like a different thing in my order / is the order still open for changes / i'm ringing to get my order changed
let me tweak that order / we need to alter what i ordered / i got my order wrong could you amend it
it's about making a change to my order
[intent track-order]
any news on my parcel / i've been waiting ages for my package where's it got to / how far along is my order
has my stuff been dispatched yet / what's happening with the order i placed / i'm chasing up a parcel
do you know where my package has got to / shouldn't my order have come by now / could you find out where my parcel is
my shipment still isn't here / has the parcel left your warehouse / i'm wondering when my order turns up
[intent return-item]
this isn't right for me can i bring it back / what do i do to get a refund / i'm not happy with it i'd like to return it
can i post it back to you / it's too tight so it has to go back / i'd like my money back for this one
how would i go about a return / would you take this back / i've got something to return
let me send this one back to you / this has to be returned / i bought something and it needs to go back
[intent gift-advice]
i'm stuck for a present any thoughts / what would you get somebody who has everything as a gift
it's for a friend what would make a good present / could use some help picking a gift / what's a popular gift at the moment
i'm hopeless at presents could you suggest one / got any tips for a present / which gift would you go for
i haven't a clue what to give my sister / point me towards a good gift / something nice as a present what would you say
give me some inspiration for a gift
[intent arrange-delivery]
would you be able to send it round to my place / i'd want it dropped off at home / can somebody bring it over to me
how about getting it delivered to my flat / let's sort out the delivery / i can't pick it up so it needs delivering
i need you to get a delivery organised / could it be sent to my house / i'm after having it delivered
let's fix up delivery to my door / i'd like it shipped to my home / can we sort delivery to where i live
[intent repair-item]
my bag's handle has snapped can it be mended / could someone fix a tear for me / the lining's ripped do you fix that
the clasp won't close any more can you repair it / i've got boots that need repairing / would you mend a hole in a coat
the stitching's gone i need it repaired / something's come loose and wants fixing / do you have someone who does repairs
i'd like to get my old coat mended / is it possible to have the buckle fixed / the buttons are falling off can you sort a repair
[intent opening-hours]
what time do you shut today / how early can i come in the morning are you open / till what time are you there
are you around on sundays or are you closed / what hours do you keep / do you shut for lunch
when do the doors open / are you open late on thursdays / how long can i still come in today before you close
is the shop open tomorrow / what's closing time / do you open on public holidays
[intent speak-to-person]
is there an actual human i can speak to / get me somebody real to talk to / i'd rather deal with a person
can you hand me over to one of your colleagues / could you pass me on to someone who works there
i'd sooner chat with a human being / let me have a word with your manager / isn't there anybody i could talk to
switch me over to a member of your team / i've had enough of the computer get me a person / put a person on the line
hand me over to a human

[agent greeting] Welcome, you have reached the concierge. What may I do for you? / Good afternoon, the concierge speaking.
[agent acknowledge]
Understood. / Lovely. What comes next? / That is on my list. / Right away. / I have taken that down. What else?
Gladly. / Very good, I will remember that. / Perfect. Go on, please. / Fine. / Absolutely.
[agent echo] Let me put {old} as the {noun}. / That makes {old} for the {noun}. / Your {noun}: {old}.
[agent check] Just to confirm, the {noun} is {old}? / I understood {old} for the {noun}. Is that so? / Did you say {old} for the {noun}?
[agent offer] You can choose between {list} as the {noun}. / As the {noun} there would be {list}. / Possible are {list}. What shall it be?
[agent question store] Which branch shall we say? / Where would you like to come, to which store?
[agent question products] Which articles may I put down? / What are you looking for?
[agent question size] What size should it be? / Could you tell me your size?
[agent question colour] What colour do you have in mind? / Do you have a colour in mind?
[agent question quantity] How many should I put down? / What quantity do you want?
[agent question fittingDate] Which day is good for your fitting? / On what date shall we do the fitting?
[agent question fittingTime] What time should I book for the fitting? / When on that day shall the fitting start?
[agent question deliveryDate] What day should the parcel be delivered? / Which delivery date would be convenient?
[agent question name] Who am I speaking with? / Under which name shall I note this?
[agent question phone] Could I have a phone number for you? / What number can we call you on?
[agent question email] Where can we send an e-mail? / Could you give me your e-mail address?
[agent question orderNumber] Do you have the order number at hand? / Which order number is it?
[agent question giftWrap] Do you want gift wrapping? / Should we wrap it as a gift?
[agent question occasion] May I ask what the occasion is? / What is it for, is there an occasion?
[agent question budget] Do you have a budget in mind? / What may it cost at most?
[agent question deliveryMethod] What delivery method do you prefer? / How shall the parcel travel?
`,
);
