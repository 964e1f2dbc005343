/**
 * How callers from elsewhere speak, to tune on: formal ones, people whose first language is not English, Irish,
 * Scottish and Australian ones, those who dictate, those with children at their side, those who think aloud.
 *
 * The same sections as in `wording-tuning.ts`, and no sentence in common with it. Some recognisers put commas
 * and stops into a sentence and some do not: both kinds stand here. None of it is used for the figures.
 */
import { readWording } from './wording.ts';

export const tuningIntlWording = readWording(
  'tuning-intl',
  `
[noun store] store / shop / branch
[noun size] size / clothes size
[noun colour] colour / shade
[noun quantity] quantity / number of items
[noun fittingDate] date of my fitting / fitting day
[noun fittingTime] hour of the fitting / fitting time
[noun deliveryDate] delivery day / date of delivery
[noun name] name / full name
[noun phone] telephone number / contact number / mobile number
[noun email] email / mail address
[noun orderNumber] order number / order reference
[noun giftWrap] gift wrap
[noun occasion] occasion / event
[noun budget] budget / spending limit
[noun deliveryMethod] shipping method / mode of delivery
[noun products] items / articles

[given] anneliese / giulia / priya / chinedu / siobhan / hamish / mathilde / rajesh / ngozi / lorenzo / declan / heinrich
[family] schneider / moreau / bianchi / sharma / okafor / gallagher / mackenzie / fontaine / iyer / adeyemi / keller / ferrari
[domain] example.net / mail.example.com / example.org

[set store]
would it be at all possible to come to your {value} shop / i should be most grateful if we could use the {value} store
kindly note that i will be coming to the {value} branch / for me the shop in {value}, please
{value}, that is the shop i always go to / i live two streets from your {value} shop, so i shall come there
sure i'd be nearer to the {value} one so i'll pop into that store / i'm after the {value} branch, if that's okay
store: {value} / right, where would i go, i suppose {value} is the handiest shop / {value} is where i will pass by
I come with the tram, so the branch {value} is for me the most practical / i reckon i'll swing by the {value} store
please help me put the {value} shop / sweetheart, not now, mummy is on the phone. the {value} store, please
the {value} shop would be grand / of your shops i would take that in {value}
might i ask you to enter {value} as my store / it is at {value} that i want to come by, the shop there
[set products]
i should very much like to have {value} / would you be so kind as to put {value} on my order
i am wanting to buy {value} / it would be {value} that interests me / i'd be after {value}, so i would
for me {value}, please / kindly book {value} in my order / {value}, i have seen that on your website and i want to take it
please i want to buy {value} / articles: {value} / i've had my eye on {value} for ages, so let's do it
what did i want again, ah yes, {value} / {value} is what my wife sent me for
I have fallen in love with {value}, please keep it aside for me / i reckon i'll grab {value}
might i trouble you for {value} / no darling, leave the cat alone. sorry. i'd like to order {value}
i would take {value} if it's possible
[set size]
i have the size {value} / would you be so good as to note {value} for the size / for me the size is {value}
for the file, size: {value} / {value}, that is what i always wear / let me think, in your brand i'm more of a {value}
i believe i should be a {value} / kindly take size {value} for me / aye i'm a {value} / i'd be a {value} myself
normally i carry the size {value} / one second, let me look at the label, it says {value}
I would need it in {value}, if you please / {value} sits on me like it was sewn for me, so that size
please my own size is {value} / please hold on, the baby is crying. okay. size {value}, please
going by my last coat i'd go with {value} for size / a {value} would do me grand
[set colour]
would it be possible to have it in {value} / if i might choose, i should prefer {value} / colour: {value}
for the colour i take {value} / {value}, this colour makes me dream / kindly give me {value} colour
i'd have it in {value}, so i would / {value} is my colour, everybody says it / I have thought long about it and I take {value}
hmm, what would go with my shoes... {value}, let's go with that / the shade should be {value}, if it doesn't make trouble
please i want the {value} own / {value} would be lovely now / my daughter is shouting {value} at me so {value} it is
i'd be most obliged if it came in {value} / if you have it in {value}, that is the one i want / chuck me down for {value}
[set quantity]
might i have {value} of them, please / i should require {value} pieces / for the file, quantity: {value} / kindly send {value} pieces
for us it makes {value} pieces in total / {value} pieces, that is how much we need / i'd be wanting {value} of them
let me count, my aunts, my cousins... {value} pieces all together / {value} of those would do the job
please give me {value} pieces / i would take {value} pieces of it / we are a big family, so {value} pieces, please
could it be arranged that i get {value} of those / sweetie, stop counting on my fingers. {value} pieces, please
I reckon {value} of them ought to do it / {value} of them and that will be enough / we would be needing {value} pieces only
[set fittingDate]
would it be possible to have the fitting {value:on} / i should be most grateful for a fitting {value:on}
{value} would suit me very well for the fitting / kindly keep my fitting {value:on} / for the file, fitting on the following date: {value}
for the fitting I could {value:on}, that is my free day / {value}, on this day i can come for the fitting
i'd be free for the fitting {value:on}, so i would / hang on till i look at the calendar. the fitting could be {value}
what about my fitting, hmm, the children have school, so {value} / let the fitting be {value:on}
i'll pop in for my fitting {value:on} / {value} is grand for the fitting / might we agree on {value} for the fitting
i would propose {value} for my fitting / as for the fitting, i am available {value:on}
no no, give mummy the phone back. the fitting, please, {value:on}
[set fittingTime]
would {value} be convenient for the fitting / might the fitting commence at {value} / fitting, begin: {value}
{value}, at this hour i can be at the fitting / kindly keep my fitting for {value} / i should like the fitting to start at {value}
for the fitting i come at {value}, it's good / the fitting at {value} would be grand / after the school run, so my fitting at {value}
let me think when the bus comes, the fitting should start at {value} / i reckon {value} for the start of the fitting
please let the fitting start by {value} / {value} sharp, I will stand at your door for the fitting
i'd make it in for {value} for the fitting, no bother / at {value} my mother takes the baby, so the fitting at {value}
for the hour of the fitting i would propose {value} / the fitting can begin at {value} from my side
[set deliveryDate]
might the parcel be delivered {value:on} / i should be grateful to receive the delivery {value:on}
for the file, delivery date: {value} / kindly deliver {value:on} only / {value}, on this day the delivery can come
for the delivery it goes best for me {value:on} / i'd be in for the delivery {value:on}, so i would
the husband is at home {value:on}, so let the parcel come then / the delivery would be grand {value:on}
let me see, the nanny is off... the delivery, {value}, please / {value} is the day when somebody can open the door for the delivery
please let the delivery reach me {value:on} / I would propose {value} for the delivery
if the parcel could land {value:on} i'd be happy as larry / would {value} be feasible for the delivery
sorry, he has thrown his spoon again. the delivery, please, {value:on}
[set name]
my good name is {value} / may i introduce myself, {value} / {value} on the line, good day / for the file, surname last, my name: {value}
i call myself {value} / kindly put it on the name {value} / {value} here, how are you keeping / the name would be {value}
you speak with {value} / I am {value}, by the way / please enter me as {value} / it's {value} here, g'day
allow me to give you my name, it is {value} / my name, that's {value} / would you be so kind as to book me in as {value}
sorry for the noise, that's my son. my name is {value} / so, who am i, {value}, nice to meet you
[set phone]
might i give you my number, it is {value} / i am reachable under {value} / for the file, phone: {value} / my mobile, that is the {value}
kindly call me back on {value} / {value}, that is my telephone number / my handy number is {value}
for the phone you write {value} / you'd get me on {value} / give us a bell on {value} / please flash me on this number {value}
should you need to ring, the number would be {value} / one moment, i never call myself, okay, my number is {value}
darling, turn down the television. my phone number is {value} / my contact number is {value}, i will pick up
if there's any bother you can ring me on {value}
[set email]
might you write to me at {value} / my mail is {value} / for the file, email: {value} / kindly drop a mail to {value}
you can send it on my mail, {value} / {value}, that is my email / i'd be on {value} for emails
please mail me everything to {value} / the paperwork may go to {value}, please
let me think which one i still read. my email is {value} / my electronic address is {value}
I receive my mails under {value} / flick me an email at {value} / for the confirmation you write to {value}
would you be kind enough to note the email {value} / excuse the shouting, they are playing. my email is {value}
[set orderNumber]
the reference is order {value} / might i give you the order number, it is {value} / for the file, order number: {value}
kindly check, my order number is {value} / {value}, this is the number of my order / it concerns the order {value}
i am calling regarding order number {value} / it'd be order {value}, so it would / on my paper stands order number {value}
where did i put it, ah, there. order number {value} / please my order number is {value}, write it down
the order in question is {value} / my confirmation shows {value} for the order number
i've the order number here in front of me, {value} / the little one has drawn on the receipt, but the order number is {value}
for the order i have the number {value} / would you kindly look under order {value}
[set occasion]
it would be for a {value} / we make a {value} and for this i need it / for the file, occasion: {value} / it is on account of a {value}
there is a {value} in our family, that's why / i'm invited to a {value} / kindly note the occasion is {value}
{value}, that is the occasion / sure it's for my cousin's {value} / my brother has his {value} and i have nothing to wear
we are having one {value} at our place / the thing is, we've a {value} coming and i want to look decent
what's it for, well, my aunt's {value} / for a {value} it should be / I should mention that it is intended for a {value}
mummy what is it for? a {value}, darling. it's for a {value}
[set budget]
i should not like to exceed {value} / would something within {value} be feasible, that is my budget / budget: {value}
my budget is till {value} only / for me it may cost maximum {value} / {value}, more i cannot spend
i'd go as far as {value} and not a penny beyond / my husband says {value} is the maximum, so that is the budget
let me do my sums, rent, car... i can spend {value} / kindly keep my budget as {value}
please my money cannot go past {value} / I have at my disposal a budget of {value} / i reckon my limit is {value}
{value} is the very most i'd be spending / we have put aside {value} for this / the budget, that makes {value}
no sweets before dinner. sorry, where was i, my budget is {value}
[set deliveryMethod]
would it be possible to ship by {value} / i should prefer {value} for the shipping / shipping: {value}
for the sending i take {value} / kindly ship through {value} / {value}, like this it should come to me
i'd have it come by {value}, so i would / by {value} it is for me the easiest / I would choose {value}, that's the best way to get it
please use {value} to bring it come / how should it come, hmm, i think with {value}
{value} would be grand for the shipping / chuck it on a {value} for all i care, yes, ship it by {value}
might {value} be used for the shipment / it can travel by {value} / we never hear the bell with the kids, so ship it by {value}
the parcel should come with {value}
[set giftWrap yes]
would you be so kind as to wrap it as a gift / i should be delighted if it came gift wrapped / for the file, gift wrap: yes
kindly do the gift packing also / it makes a present, so with gift paper, please / put a nice bow and gift paper around it
i'd love it gift wrapped, so i would / you can make me a gift package of it, please / if you'd gift wrap it that'd be grand
please help me wrap it as gift / I would take it in gift wrapping / might it be presented in gift wrapping
ah and gift wrap it, would you / stop pulling my sleeve, love. with gift wrapping, please
hmm, should it be wrapped... yes, do it up as a gift
[set giftWrap no]
for the file, gift wrap: no / gift wrapping will not be required / kindly do not do any gift packing / it's for myself, so gift paper is too much
there is no need for any gift wrapping, thank you / gift wrap i do not need / i'd not bother with gift wrapping
please don't worry to wrap it as gift / the gift paper you can spare yourself / I would rather not have it wrapped as a gift
don't be going to the trouble of gift wrapping / save the trees, no gift paper / it may come without any gift wrapping
no worries about gift wrap, i don't want any / my kids only tear it, so no gift wrapping / hmm, gift paper, nah, leave the gift paper off
[correct giftWrap yes]
pardon me, i have reconsidered, it should be gift wrapped / on second thoughts, wrap it as a gift, would you
sorry, i told you wrong, with gift wrapping / kindly change it, gift packing is required now
ah here, gift wrap it so i will take it wrapped / i have thought again: gift paper, yes please
finally i take the gift wrapping / might i revise that, gift wrapping is wanted / please you can now wrap it as gift, i did not know it was a present
my wife is shaking the head, so do gift wrap it / scratch that, we'd better have it gift wrapped
correction: gift wrap yes / the gift wrapping, put it back in, please / hmm, thinking about it, gift wrapped would be nicer, do that
it was without, but now gift wrap it, please
[correct giftWrap no]
pardon me, i have reconsidered, no gift wrapping required / on second thoughts, leave the gift wrap off
sorry, i told you wrong, without gift paper / kindly change it, gift packing is not needed now
ah no, don't be gift wrapping it after all / i have thought again: no gift paper, please
finally i do not take the gift wrapping / might i revise that, gift wrapping is not wanted / please don't bother to wrap it as gift again
my wife is shaking the head, so no gift wrap / scratch that, no need to have it gift wrapped
correction: gift wrap no / the gift wrapping, take it out again, please / hmm, thinking about it, i can do without the gift wrapping
it was with, but now do not gift wrap it, please
[answer giftWrap yes]
yes, if you would be so kind / aye / aye, go on / oh yes, gladly / i'd be delighted, yes / kindly do / affirmative
yes yes / yes, it is a present / sure look, why not, yes / that would be most kind / ah go on then / yes, with a ribbon please
too right / yes, it's for somebody
[answer giftWrap no]
no, that will not be necessary / ah no, you're grand / no no, it is for me / nah / no, don't trouble yourself
i would say no / no, thanks a million / no, it is not a gift / that is not required, thank you / no need for that
negative / better not / no, i thank you / ach no / no, leave it as it is

[answer]
that makes {value} / let me have a look here... {value} / {value}, if it's not too much trouble / kindly note {value} / it would be {value}, please
hmm, good question, {value} / yes, so, {value} / one moment, sweetie. {value} / {value}, so it is / right so, {value}
{value}, as far as i know / i have it here: {value} / i should say {value} / for me {value} / well now, {value}, thanks
sorry, the children. it's {value} / please, {value} / {value}, my dear / i reckon {value} / may i say {value}
we take {value} / i believe it is {value}

[several]
i should like {quantity} pieces, size {size}, in {colour} / colour {colour}, size {size}, quantity {quantity}
in {colour}, if i may, {quantity} pieces of it, and size {size} / kindly send {quantity} pieces, colour should be {colour} and size is {size}
{quantity} pieces, and the size is {size}, and for the colour i take {colour}
{colour} for the colour, {size} for the size, and we'd be wanting {quantity} of them
so, size {size}, no sweetheart, not you, in {colour}, and {quantity} pieces
might we arrange the fitting {fittingDate:on} at {fittingTime}, in your {store} shop
fitting: {store} store, {fittingDate}, {fittingTime} / i would come to the {store} branch {fittingDate:on} for the fitting, at {fittingTime}
kindly fix my fitting at {fittingTime} {fittingDate:on} in {store} store
{fittingDate} would be grand for the fitting, at {fittingTime}, in the {store} shop
let me think, the fitting, at {store}, {fittingDate:on}, and let's say {fittingTime}
we have a {occasion} and i should not like to go beyond {budget} / occasion {occasion}, budget {budget}
{budget} is my limit, it's for a {occasion} / it's for my sister's {occasion}, and maximum i can spend {budget}
i've a {occasion} coming and {budget} to spend on it / my budget makes {budget} and we have a {occasion}
might the parcel come by {deliveryMethod}, {deliveryDate:on} / shipping by {deliveryMethod}, delivery {deliveryDate}
{deliveryDate} for the delivery, and by {deliveryMethod}, please / kindly ship by {deliveryMethod} and let it reach {deliveryDate:on}
with {deliveryMethod} and the delivery {deliveryDate:on}, if it's possible / i'd be in {deliveryDate:on} for the delivery, send it with {deliveryMethod}
name {name}, telephone {phone} / {name} here, my mobile is {phone} / my good name is {name} and my contact number is {phone}
{name} is my name, and under {phone} i am reachable / might i leave my name, {name}, and my number, {phone}
you're talking to {name}, and you'd get me on {phone} / {phone} is my number and the name, that's {name}
my name is {name} and my mail is {email} / {name} here, kindly write to {email}
{name} is the name and my order number is {orderNumber} / regarding order {orderNumber}, {name} speaking
size {size}, colour {colour}, thank you / in {colour} for me and the size is {size} / {size} is my size and i fancy it in {colour}
{quantity} pieces and my limit is {budget} / not above {budget}, please, and {quantity} pieces
for the {occasion} i will take it in {colour} / it's for a {occasion} and kindly ship by {deliveryMethod}
the fitting {fittingDate:on} at {fittingTime}, would that be possible / at {fittingTime}, {fittingDate:on}, i'd come for the fitting
the delivery {deliveryDate:on}, and the number for the driver is {phone}

[correct]
might i trouble you to alter the {noun} to {value} / {value}, that is what the {noun} should be now
pardon me, i misspoke, the {noun} is {value} / kindly correct my {noun} as {value} / correction, {noun}: {value}
i have told you the wrong {noun}, right is {value} / ah no, hold on, the {noun} has to be {value}
would you be so kind as to change my {noun}, {value} would be right / i was thinking again about the {noun}, let's make that {value}
sorry now, i got the {noun} all wrong, it's {value} / the {noun}, i must change it, it makes {value}
please help me change the {noun} to {value} / my husband is correcting me here, the {noun} is {value}
scrap the {noun} you have there and write {value} / for the {noun} take now {value}, please
hmm, wait, what did i say for the {noun}... that was wrong, {value} is correct / with the {noun} i made an error, it is {value}
i'd sooner have {value} for the {noun} / mate, i stuffed up the {noun}, it's {value} / could {value} be entered for the {noun} instead
[correct old]
not {old}, as i said before, but {value} for the {noun} / you have {old} for the {noun}, kindly make it {value}
might the {noun} be moved from {old} to {value} / correction, {noun}: not {old}, it is {value}
{value} is the right {noun}, {old} was an error of mine / i spoke of {old} for the {noun}, but now i prefer {value}
the {noun}, that's not {old}, that's {value} / cross out {old} for the {noun} and write {value}
i had {old} down for the {noun} but {value} would be better / sorry now, {old} is no good for the {noun}, put in {value}
forget {old} for the {noun}, it is {value} / in place of {old} i would take {value} for the {noun}
please it is not {old}, it is {value} that is the {noun} / let me think, {old} for the {noun}, no, that won't work, change it to {value}
for the {noun} we leave {old} and take {value} / the {noun} was {old}, my wife says it should be {value}
[correct products]
might i exchange {old} against {value} / kindly replace {old} by {value} / {value} instead of {old}, if that is possible
i do not take {old}, i take {value} in place / sorry now, swap out {old} and give me {value} / correction: not {old}, {value}
finally i prefer {value} to {old}, please change it / {old} can go, and {value} comes in for it
i've gone off {old}, i'd sooner have {value} / please remove {old} and put {value} for me
thinking about it, {old} is not my style, make that {value} instead / where i said {old}, put {value}
my daughter says {value} and not {old}, so change it, please / would you switch {old} for {value}, if it's no bother
i was wrong with {old}, it is {value} that i need / ditch {old} mate, {value} for me

[repair]
{wrong}, pardon, {value} / {wrong}, no, excuse me, {value} / {wrong}... ah no, {value} / {wrong}, i beg your pardon, {value}
{wrong}, dear me, what do i say, {value} / {wrong}, that's wrong, {value} / {wrong}, please correct that, {value} / {wrong} or better {value}
{wrong}, ach, i mean to say {value} / {wrong}, nonsense, {value} / {wrong} ehm no {value} / {wrong}, no, stop there, {value}
{wrong}, i'm after getting that wrong, {value} / {wrong}, please strike that, {value} / {wrong} sorry sorry {value} / {wrong}, no, listen, {value}
[deny]
no, pardon, that is no longer so, it is {value} / i fear that is not correct, {value} would be right / ah no, it's {value}
not anymore, now it is {value} / no please, kindly make it {value} / that's not it, {value} / no, i must correct you: {value}
ach no, {value} / no, no, my {noun} is {value} / it has changed, now that is {value} / that is an error. {value}
no, i would like to have {value} / that's wrong, mate, it's {value} / hmm, no, that can't be, it's {value}
no sweetheart, wait. no, it is {value} / i'm sorry to contradict, it is {value} / negative, that should read {value} / no, the {noun} is {value} now
[confirm]
yes, that is quite correct / aye, that's right / precisely / yes yes, it's correct / that's it exactly / yes, it's like this
that is perfectly right, thank you / yes, entirely / that is indeed so / aye / you have it right, yes / correct, please go ahead
spot on / yes, that's the one / it is so, yes / yes, you understood well / that is affirmative / too right, yes

[negation]
{value} should be the {noun}, not {wrong} / for the {noun} not {wrong}, i say {value} / {noun}: {value}, not {wrong}
the {noun}, that is {value} and under no circumstances {wrong} / it is not {wrong}, the {noun}, it is {value}
kindly put {value} as {noun} and not {wrong} / i should prefer {value} over {wrong} for the {noun}
the {noun} would be {value}, definitely not {wrong} / don't be putting {wrong} for the {noun}, it's {value}
my wife thinks {wrong} for the {noun}, but no, it is {value} / please not {wrong}, {value} is the {noun}
with the {noun} i mean {value} and not {wrong} / no darling, not {wrong}. the {noun} is {value}, please
the {noun} is {value}. not {wrong}. {value} / {wrong} would not do for the {noun}, {value} it must be / not {wrong} now, mind, the {noun} is {value}
[rule out]
i should prefer not to have {value} for the {noun} / {value} as the {noun} does not come into question for me
all others, but never {value} for the {noun} / for the {noun} please everything except {value} / kindly avoid {value} for the {noun}
i'd not be having {value} for the {noun} / the {noun}, only not {value}, please / {value} is not for me as the {noun}
{value} as the {noun}, no, that i cannot accept / i'm not keen on {value} for the {noun} / just not {value} for the {noun}, mate
please me i don't want {value} for the {noun} / under no circumstances {value} for the {noun}
with {value} as the {noun} i would not be happy / would you please not suggest {value} for the {noun}
my mother always took {value} for the {noun}, but that's not for me
[clear]
would you be so kind as to delete the {noun} / the {noun}, leave it open for the moment, please / kindly remove my {noun}
i should like to withdraw the {noun} / take out the {noun} again, i must first ask my wife / scrap the {noun} for now
the {noun} i don't know anymore, please erase it / delete {noun} / don't be minding the {noun}, take it out, i'm not sure yet
please wipe the {noun}, i will tell you another day / the {noun} can be deleted / let's have the {noun} blank for now
hmm, about the {noun}, i'm not sure at all now, take it out / what i said for the {noun}, it counts no more, leave it empty
with the {noun} we wait still, please cancel it / might the {noun} be left undecided, please take it out
[add]
might i also have {value} / {value} on top, please / kindly include {value} also / i would take still {value} in addition
and i'd have {value} along with that / to the list comes also {value} / could you be so good as to add {value}
ah, and {value}, i nearly forgot / please join {value} to it / chuck in {value} while you're at it / and then also {value}, please
add to the order: {value} / would it be possible to have {value} in addition / wait, my son wants something, {value} too, please
there's {value} to go on there as well / as an extra i take {value}
[remove]
would you kindly take {value} out of my order / {value} i don't take anymore / i'd leave {value} off, so i would
please strike {value} / {value} can go away again / kindly cancel {value} only / i do without {value}, please take it out
remove from the order: {value} / might {value} be removed / on reflection i have no use for {value}, take it off
please help me remove {value} from my order / we said {value}, but my husband says no, take it off / bin {value}, would you
hmm, do i really need {value}... no, take it off the list / finally i don't want {value} / the order should be without {value}, please
[pick]
i should like the {ordinal} one, please / the {ordinal}, if i may / for me the {ordinal} / kindly give me the {ordinal} one
i'd go with the {ordinal} one, so i would / the {ordinal} that you have said / i take the {ordinal} / that {ordinal} one sounds grand
hmm, let me think, the {ordinal} one / of these i would choose the {ordinal} / the {ordinal} one in your list
the {ordinal} option, thank you / might i have the {ordinal} you mentioned / i reckon the {ordinal} one, mate / please the {ordinal} one i want
shush, love. the {ordinal} one, please
[recall]
might i have the same {noun} that i had the last time / the {noun} like always, please / kindly take my {noun} from the previous time
you have my {noun} still from the last call, take this again / {noun}: as on the previous occasion
like the other time, the same {noun} / the same {noun} i'd had last time, if you still have it / for the {noun} we do it as the last time
the {noun} stays as it was the last time / it'd be the usual {noun} for me / what {noun} did i have last time? that again, please
please use that my {noun} of last time / the {noun} you have from before on my file, that one again / same {noun} as ever, mate
would you kindly reuse my {noun} from last time / hmm, the {noun}, just what i had last time

[small talk]
how are you keeping / i am very much obliged to you / one little moment, the kettle is boiling / it's raining cats and dogs here again
excuse my english, it is not so good / please hold the line, my son is calling me / you have a nice voice, you know / well done, you are trying
ah sure look it / i've been coming to you for 20 years / my little one has just spilled her juice, bear with me
so, let me think / sorry, sweetheart, mummy is on the phone / understood, thank you / thanks a million / that's very civil of you
no worries at all / we have thirty degrees here today / super, very good / i am hearing you loud and clear
[question]
might i ask whether the {store} shop has a lift / what would {deliveryMethod} come to, roughly / who has designed {product}
is {colour} in fashion this winter, what do you think / how does one clean {product} / kindly tell me the price of {product}
how do i get to the {store} shop by bus / is {deliveryMethod} reliable, in your experience / in which country do you make {product}
do you take cheques / is it far from the station to the {store} shop / does {colour} get dirty quickly
sure is there anywhere to park near {store} / what is the guarantee on {product} / you take vouchers as payment, isn't it
just out of curiosity, how many people work in the {store} shop / is {deliveryMethod} more expensive in december
can one come with a pram into the {store} shop / was {product} in the television advert / who pays if {deliveryMethod} loses a parcel
[ask]
might i ask which {noun} you have written down / {noun}, what do you have there / kindly tell me the {noun} once more
which {noun} have i given you / sorry, i was distracted by the children, what {noun} do you have / the {noun}, how was that again
would you be so kind as to repeat the {noun} / just so i know, which {noun} is in your system / what {noun} did i give you at all
please what {noun} did i tell you / hmm, i can't remember, what {noun} did we say / could you tell me once more the {noun}
before we go on, the {noun} you have for me is what / read me the {noun}, please / i'd like to hear the {noun} again, if i may
what have you for the {noun} there

[intent find-product]
would you be so kind as to check whether this article is in stock / have you got any of those in at the moment
i wish to enquire about the availability of an article / kindly check the stock position / is there any left of it in the shop
have you this model still there / i am searching an article, is it available with you / is that one out of stock or do you have it
might there be any left in the stockroom / sure would you have one of those in stock at all / please do you people have this one in the shop
i saw something in your catalogue and would like to know if you have it in stock / it's still available, this model, or not
do any of your shops have this in stock / any chance you've still got one of them in stock, mate / before i drive over, do you have it there in stock
[intent book-fitting]
would it be possible to arrange an appointment for a fitting / i should like to be fitted, when might that be arranged
kindly give me an appointment for fitting / i would like to make a rendezvous for the fitting / i need a termin, an appointment, to try it on
i'd love to come in and try it on, could you book me in / something else, i'd like a fitting appointment / can somebody take my measurements in the shop
please book fitting for me / i want to come for trying, can you reserve me a place / could you squeeze me in for a fitting
any chance of a fitting, mate / request: fitting appointment / actually, could we also set up an appointment for trying it on
my mother would like me to be measured properly, can i get a fitting / might a fitting be arranged
[intent change-order]
would it still be possible to make an alteration to my order / i must change something on my order / kindly modify my order
there's an error in my order, i would like to correct it / i'd be wanting to change something in my order, if it's not too late
i have ordered false and would like to change the order / please i want to change something inside my order
something else, could my order still be amended / i placed an order last night and i'd need it changed
amendment of an order, please / my order is not like i want it, can one change it / my kids clicked on the wrong thing, the order must be changed
hmm, about my order, i think i need to change it / i want to make a modification to my order / mate, i need to fix up my order, i picked the wrong thing
i should like to revise an order that i placed
[intent track-order]
might i enquire where my parcel is at present / what is the current position of my order / kindly update me, where my order has reached
i'm still waiting on my parcel, any word of it / where stays my parcel / my order, where is it now, please
i ordered two weeks ago and nothing has come / please where has my parcel reached / has my parcel left your house already
when shall i expect my parcel to arrive, i ordered long ago / any sign of my order / shipment status, please
something else, do you see where my package is / my order should have been here already, can you look where it is
i want to follow my package / could you tell me how far along my order is / she keeps asking when the parcel is coming, so where is it
[intent return-item]
i should like to return a purchase, if i may / kindly take back the item and refund me / i want to send back something i bought
i'm not happy with it at all, i'd like to send it back / can i have the money again, i don't want to keep it
i would like to give an article back / please i want to return what i bought / i don't want it mended, i want to return it
it is too tight on me, i wish to return it / return of goods, please / something else, i've a thing here that has to go back to you
how can one return an article to you / any chance of a refund, i'm not keeping it / it was not as in the picture, i return it
the wife hates it, so it's going back, how do i do that / might a refund be possible if i bring it in
[intent gift-advice]
might you advise me what to give as a present / i am looking for an idea for a gift, could you help me / kindly suggest some gift
i've to get a present for my mother in law and i haven't a notion / what can one give to a man who has everything
i search a present for my colleague, you have an idea for me / please advise me on what to buy as gift for my boss
something else, i need inspiration for a present / i'd value your opinion on a suitable present / gift recommendation, please
what would you give to a teacher, i need a present / have you any suggestions for a present at all
hmm, i need something to give my father in law, any ideas / i'm stuck for a pressie, what do you reckon
the children want to give their granny something, what do you recommend / what present would make a lady happy, in your opinion
[intent arrange-delivery]
would it be possible to have it delivered to my house / i should like to arrange for delivery / kindly arrange home delivery
i cannot come, can you bring it to me at home / i'd be wanting it delivered to the house / can you make a delivery to my address
please can you people bring it to my house / it's possible to have it delivered at home or no / something else, i need you to deliver it to me
with three kids i'm not coming in, could you drop it to my door / delivery to my home address, please
could we organise that it is brought to my flat / hmm, carrying it is too heavy, i'd rather have it delivered to my home
would you be able to get it dropped off at mine / might it be delivered to my residence / i want that you deliver it to my home
[intent repair-item]
might you be able to repair something for me / the lining is torn, do you repair such things / kindly repair my piece, the stitching is gone
the zip is banjaxed, could you fix it / i have something broken, can you make it good again / please my zip has spoilt, can you repair it
the buckle came away and i'd like it mended / i don't want to send it back, i want it repaired / this is a request for repair
the clasp is defective, is a repair possible / something else, the handle has come off, could that be fixed
my son has cut a hole in it, can your people mend it / i've a wee tear in the sleeve, could you sew it
the thread is opening, you can repair it or no / the sole has come loose, i'd love you to fix it / hmm, it's ripped at the pocket, can it be mended at all
[intent opening-hours]
might i ask at what hour you open / kindly tell your shop timings / from when to when are you open / till when have you open today
what time would ye be open till / please what time do you people close / would you tell me your hours of business
opening hours, please / something else, are you open on saturdays / do you close over lunch / is it open on sunday, your shop
what time do you shut up shop / hmm, after work i'd come, how late are you open / i drop the kids at nine, are you open then
at which hour do you close in the evening / are you open on public holidays, i should like to know
[intent speak-to-person]
might i be put through to a member of your staff / i should prefer to speak with a human being / kindly connect me to your executive
i'd sooner talk to a real person, no offence / can i have a human on the phone, please / please i want to talk to a person
i would like to speak with somebody of your team / could you get me someone to talk to, a person like / human agent, please
with a machine i don't like to speak, give me a colleague / something else, is there somebody there i could speak to in person
ah this is too hard, could a real person take over / is your supervisor there, i wish to speak to him / pass me a responsible person, please
any chance of talking to an actual human, mate / sorry, i'm juggling a baby here, just give me a person, please

[agent greeting] Welcome. How may I be of service? / Good day, you are through to the concierge. What may I do for you?
[agent acknowledge]
Thank you kindly. / That is in my notes. / Understood. Anything further? / Lovely. / Perfect, I have made a note of that. / Gladly done.
Of course, with pleasure. / As you wish. / Very good, thank you. / Right you are. / I follow you. / Happy to help. What else may I do?
Wonderful, thank you. / Certainly, I have it. / Good. Please go on.
[agent echo] My notes say {old} for the {noun}. / For the {noun} I now have {old}. / You gave me {old} as the {noun}.
[agent check] Let me make sure: the {noun} is {old}? / As the {noun} I have {old}. Is this correct? / For the {noun}, {old}. Did I get that right?
[agent offer] As for the {noun}, you may choose between {list}. / The choices for the {noun} are {list}. / What {noun} may it be: {list}?
[agent question store] At which store shall we expect you? / To which of our shops would you like to come?
[agent question products] Which of our articles may I note for you? / What may I put on your order?
[agent question size] May I ask your size? / What size should I note?
[agent question colour] What colour shall it be? / Have you a colour in mind?
[agent question quantity] How many may I note? / What quantity should I put down?
[agent question fittingDate] What day may we expect you for the fitting? / Which day would suit you for the fitting?
[agent question fittingTime] At what hour shall the fitting start? / What time would you like to come to the fitting?
[agent question deliveryDate] What day would suit you for the delivery? / On what date may we deliver?
[agent question name] May I ask your name? / Under what name may I note this?
[agent question phone] What telephone number may we call you on? / Could you give me a number to ring you on?
[agent question email] Could you give me your email? / At what email address may we write to you?
[agent question orderNumber] What is the number of your order, please? / May I have the order number?
[agent question giftWrap] Is it to be gift wrapped? / May we wrap it as a gift for you?
[agent question occasion] What occasion are you shopping for? / What is the occasion, if I may ask?
[agent question budget] What budget may I note? / What is the most you would like to spend?
[agent question deliveryMethod] By what means shall we send it? / What delivery method may I note?
`,
);
