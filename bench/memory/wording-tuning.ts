/**
 * How callers of the calls to tune on speak. Whoever works on an extractor may read it.
 *
 * Sentences stand as an STT writes them, one after the other, between slashes; in braces stands a value. What
 * each section is for is told in `wording.ts`. None of these sentences is used for the figures.
 */
import { readWording } from './wording.ts';

export const tuningWording = readWording(
  'tuning',
  `
[noun store] store / shop
[noun size] size
[noun colour] colour
[noun quantity] quantity / number of pieces
[noun fittingDate] fitting date / day of the fitting
[noun fittingTime] fitting time / time of the fitting
[noun deliveryDate] delivery date / day of the delivery
[noun name] name
[noun phone] phone number
[noun email] email address
[noun orderNumber] order number
[noun giftWrap] gift wrapping
[noun occasion] occasion
[noun budget] budget
[noun deliveryMethod] delivery method / way of delivery
[noun products] articles / list of articles

[given] anna / peter / julia / martin / helen / robert / claire / simon / laura / edward
[family] baker / stone / parker / brook / mason / field / turner / marsh / cooper / wells
[domain] example.com / example.org / post.example.com

[set store]
i'd like to come to the {value} store / the {value} shop would suit me best / please put me down for the {value} branch
i usually go to {value} so that one please / could we do it at the {value} store / i'll be at your {value} shop
let's use the store at {value} / {value} is the closest store to me so i'll go there / my store is {value}
the branch i mean is {value} / i prefer the shop at {value} / it should be the {value} store please
i'd choose the {value} store / please take {value} as the store
[set products]
i'm looking for {value} / i'm interested in {value} / i want to order {value} / please put {value} on my order
i would like {value} / i saw {value} in your window and want to buy it / i'd like to buy {value}
could you set aside {value} for me / i need {value} / it's {value} that i'm after / i want {value} please
i'm calling because i want {value}
[set size]
i take a size {value} / my size is {value} / i'm usually a {value} / i wear {value} / in size {value} please
the size should be {value} / size {value} fits me / please note size {value} / i'd need it in {value} for the size
a {value} should fit / i always buy {value} as my size / {value} is my size
[set colour]
i'd like it in {value} / the colour should be {value} / in {value} please / i want the {value} one
please note {value} as the colour / {value} is my favourite colour so that one / i'd go for {value}
the {value} version please / i was thinking of {value} / make it {value} / i love {value} so let's take that colour
{value} would go well with my things i'll take that
[set quantity]
i need {value} of them / please make it {value} pieces / {value} pieces in total / i'd like {value} of those
the quantity is {value} / i want to order {value} pieces / {value} of them please / we'll need {value} pieces
put me down for {value} pieces / i'm going to take {value} of them / the number of pieces is {value}
that would be {value} items
[set fittingDate]
could i have the fitting {value:on} / i'd like to come for the fitting {value:on} / the fitting should be {value:on}
let's do the fitting {value:on} / i can come in for a fitting {value:on} / {value} is good for the fitting
please book the fitting for {value} / my fitting should take place {value:on} / for the fitting {value} would suit me
i have time for a fitting {value:on} / put the fitting down for {value} / can we say {value} for the fitting
[set fittingTime]
the fitting should start at {value} / i can be there for the fitting at {value} / let's have the fitting at {value}
{value} is a good time for the fitting / could the fitting begin at {value} / please note {value} as the fitting time
i'd like the fitting to be at {value} / at {value} for the fitting please / for the fitting i'd come at {value}
can i come to the fitting at {value} / the time of the fitting is {value} / i'd arrive for my fitting at {value}
[set deliveryDate]
please deliver it {value:on} / the delivery should be {value:on} / i need it delivered {value:on}
can you deliver {value:on} / the parcel should arrive {value:on} / {value} is good for the delivery
i'd like the delivery to come {value:on} / for the delivery {value} works / let's set the delivery for {value}
have it delivered {value:on} please / i'm at home for the delivery {value:on} / delivery {value:on} please
[set name]
my name is {value} / this is {value} speaking / i'm called {value} / the name is {value} / it's {value} calling
please book it under the name {value} / {value} is my name / you can note my name as {value} / i am {value}
write it down under {value} please / the booking should be under the name of {value} / my full name is {value}
[set phone]
my phone number is {value} / you can call me on {value} / my number is {value} / please ring me at {value}
the number to reach me is {value} / you'll reach me on {value} / my telephone number is {value}
here is my number {value} / please note my phone number it's {value} / if anything happens call {value}
the phone number is {value} / take down my number please {value}
[set email]
my email address is {value} / please write to {value} / my email is {value} / send the confirmation to {value}
you can email me at {value} / the address for emails is {value} / i use the email {value}
please note my email it's {value} / the email would be {value} / write me at {value}
email it to {value} please / the best email for me is {value}
[set orderNumber]
my order number is {value} / the order number is {value} / it's about order {value} / i have order number {value}
the number of my order is {value} / my order has the number {value} / please look up order {value}
i'm calling about order {value} / on the receipt it says order number {value} / here's the order number {value}
order {value} is the one i mean / the order is {value}
[set occasion]
it's for a {value} / the occasion is a {value} / we're celebrating a {value} / i need it for a {value}
it is meant for a {value} / there's a {value} coming up in the family / i'm going to a {value}
it's a present for a {value} / i want to wear it to a {value} / a {value} is the occasion
we have a {value} soon and it's for that / i'm buying it for a {value}
[set budget]
my budget is {value} / i don't want to spend more than {value} / i can spend up to {value}
it should cost {value} at most / {value} is my limit / the budget would be {value} / i've set aside {value} for it
please stay below {value} / i have a budget of {value} / at most {value} please
i was planning to spend {value} / up to {value} is fine
[set deliveryMethod]
please send it by {value} / i'd like it by {value} / the delivery should go by {value} / can you use {value}
{value} is the best way to deliver it / for the delivery i choose {value} / i want {value} as the delivery method
deliver it by {value} please / let's take {value} for the delivery / i prefer {value} for getting it
by {value} would be good / the way of delivery is {value}
[set giftWrap yes]
please gift wrap it / i'd like it gift wrapped / could you wrap it as a gift / yes to gift wrapping please
i want gift wrapping / it should be wrapped as a present / please add gift wrapping / gift wrap it please
can you put it in gift paper / i'd like to have gift wrap with it / with gift wrapping please / do wrap it as a gift
[set giftWrap no]
no gift wrapping please / it doesn't need gift wrap / please don't gift wrap it / i don't need it wrapped as a gift
without gift wrapping please / you can leave out the gift wrap / gift wrapping is not necessary
i don't want gift wrapping / no need to wrap it as a gift / skip the gift wrapping / it isn't a gift so no wrapping
please send it without gift paper
[correct giftWrap yes]
actually please do gift wrap it / i've changed my mind please gift wrap it / on reflection i'd like gift wrapping
sorry i do want it gift wrapped / change that please with gift wrapping / gift wrap it after all
i made a mistake it should be gift wrapped / instead please add gift wrapping / no i do need gift wrapping
let's have gift wrapping after all
[correct giftWrap no]
actually don't gift wrap it / i've changed my mind no gift wrapping / on reflection i don't need gift wrapping
sorry i don't want it gift wrapped / change that please without gift wrapping / no gift wrap after all
i made a mistake it should not be gift wrapped / instead leave out the gift wrapping / no i don't need gift wrapping
let's not have gift wrapping after all
[answer giftWrap yes]
yes please / yes / yes do that / sure / yes that would be nice / of course / yes i'd like that / please do / yeah
certainly / yes very much / that would be lovely yes
[answer giftWrap no]
no thank you / no / no thanks / not necessary / no that's not needed / no i don't need that / not this time
no please don't / nope / no leave it / rather not / no it's fine without

[answer]
{value} please / it's {value} / that would be {value} / i'd say {value} / {value} i think / {value} would be good
yes it's {value} / oh that's {value} / well {value} / {value} if possible / {value} thank you / certainly {value}
sure it's {value} / i think {value}

[several]
i'd like {quantity} pieces in {colour} and in size {size} / {quantity} of them in {size} and the colour should be {colour}
size {size} in {colour} and i need {quantity} pieces / please order {quantity} pieces in size {size} in {colour}
the colour is {colour} the size is {size} and i want {quantity} pieces
i'd like the fitting at the {store} store {fittingDate:on} at {fittingTime}
book the fitting for {fittingDate} at {fittingTime} in the {store} store please
let's have the fitting {fittingDate:on} at {fittingTime} at your {store} shop
for the fitting i'd come to the {store} store at {fittingTime} {fittingDate:on}
it's for a {occasion} and my budget is {budget} / i'm looking for something for a {occasion} up to {budget}
the occasion is a {occasion} and i can spend {budget} / my budget is {budget} and we're celebrating a {occasion}
please deliver it by {deliveryMethod} {deliveryDate:on} / send it by {deliveryMethod} so that it's delivered {deliveryDate:on}
i'd like delivery {deliveryDate:on} by {deliveryMethod} / {deliveryMethod} please and the delivery should be {deliveryDate:on}
my name is {name} and my phone number is {phone} / this is {name} you can call me on {phone}
the name is {name} and my number is {phone} / i'm {name} and you'll reach me on {phone}
i'd like it in {colour} and in size {size} / size {size} please and the colour {colour}
my name is {name} and the order number is {orderNumber} / it's about order {orderNumber} and my name is {name}
my budget is {budget} and i need {quantity} pieces / i want {quantity} pieces for at most {budget}

[correct]
actually please change the {noun} to {value} / can we make the {noun} {value} instead / i have to correct the {noun} it is {value}
the {noun} i gave you was wrong it's {value} / sorry the {noun} should be {value}
i've changed my mind about the {noun} i'd like {value} / one correction the {noun} is now {value}
could you update the {noun} to {value} please / on reflection the {noun} had better be {value}
let me change the {noun} to {value} / no about the {noun} please put {value} / i made a mistake with the {noun} it's {value}
the {noun} has changed to {value} / please correct the {noun} to {value} / i need a different {noun} please note {value}
[correct old]
i said {old} for the {noun} but i meant {value} / change the {noun} from {old} to {value} please
the {noun} is {value} and not {old} / sorry the {noun} isn't {old} it's {value} / instead of {old} please put {value} as the {noun}
the {noun} should be {value} instead of {old} / i told you {old} as the {noun} but it's {value}
please replace {old} by {value} for the {noun} / i don't want {old} as the {noun} any more but {value}
rather than {old} the {noun} should be {value} / the {noun} was {old} please make it {value}
no longer {old} for the {noun} please take {value}
[correct products]
instead of {old} i'd like {value} / please swap {old} for {value} / replace {old} with {value} please
i'd rather have {value} than {old} / not {old} any more but {value} / change {old} to {value} please
take {value} instead of {old} / i've changed my mind no {old} but {value} / exchange {old} for {value}
{old} should be {value} instead / could you change {old} into {value} / please put {value} in place of {old}

[repair]
{wrong} no sorry {value} / {wrong} no wait {value} / {wrong} i mean {value} / {wrong} sorry i meant {value}
{wrong} no {value} / {wrong} er make that {value} / {wrong} actually {value} / {wrong} sorry {value}
{wrong} no i'm wrong {value} / {wrong} pardon me {value} / {wrong} that's not right {value} / {wrong} no no {value}
[deny]
no {value} / no it's {value} / no that's wrong it's {value} / sorry no i said {value} / that's not right {value} please
no it should be {value} / not quite it's {value} / no please make it {value} / that's a mistake it's {value}
no no {value} / wrong it is {value} / i'm afraid not it's {value}
[confirm]
yes that's right / yes correct / that's correct / exactly / yes exactly / right / yes that's it / that is right thank you
yes perfect / correct thanks / yes you've got it right / that's it yes

[negation]
for the {noun} i want {value} not {wrong} / the {noun} is not {wrong} but {value} / {value} not {wrong} for the {noun}
not {wrong} for the {noun} please {value} / please note {value} and not {wrong} as the {noun}
i don't mean {wrong} for the {noun} i mean {value} / as the {noun} {value} please and not {wrong}
the {noun} isn't {wrong} the {noun} is {value} / not {wrong} but {value} is the {noun} / the {noun} is {value} definitely not {wrong}
don't put {wrong} as the {noun} put {value} / no {wrong} for the {noun} but {value}
[rule out]
i don't want {value} as the {noun} / please not {value} for the {noun} / {value} is not the {noun} for me
i don't like {value} as the {noun} / the {noun} should not be {value} / don't use {value} for the {noun}
never {value} for the {noun} / {value} doesn't work for me as the {noun} / i would not take {value} as the {noun}
not {value} as the {noun} thank you / for the {noun} {value} is out of the question / {value} can't be the {noun}
[clear]
please forget the {noun} / i don't know the {noun} any more please delete it / remove the {noun} please
let's leave the {noun} open / please clear the {noun} / i take back the {noun} / cancel the {noun} i gave you
strike the {noun} for now / the {noun} is no longer decided / i can't say the {noun} yet please delete it
forget what i said about the {noun} / drop the {noun} please
[add]
please add {value} / and {value} as well please / i'd also like {value} / can you add {value} to the list
and also {value} / {value} too please / put {value} on the list as well / i also need {value}
in addition i'd like {value} / one more thing {value} please / let's add {value} / i'll take {value} as well
[remove]
please remove {value} / take {value} off the list / i don't need {value} any more / without {value} please
cancel {value} please / leave out {value} / i no longer want {value} / please delete {value} from the list
drop {value} please / not {value} any more please / forget {value} please / strike {value} off
[pick]
the {ordinal} one please / i'd like the {ordinal} one / the {ordinal} / let's take the {ordinal} one / i'd choose the {ordinal}
the {ordinal} one sounds good / please take the {ordinal} / i'll have the {ordinal} one / the {ordinal} of those
i prefer the {ordinal} one / the {ordinal} one you named / make it the {ordinal}
[recall]
the same {noun} as last time / use the same {noun} as last time please / the {noun} is the same as last time
as last time for the {noun} / the {noun} as before please / take the {noun} from last time
the usual {noun} please / same {noun} as last time please / the {noun} we had last time / i'd like the same {noun} as before
please use the {noun} from my last order / have the same {noun} as last time please

[small talk]
thank you very much / the weather is lovely today / one moment please / that's very kind of you / i see / good to know
you are very helpful / let me think for a moment / i've been a customer for years / okay / that sounds good
all right / sorry my dog is barking / wonderful / can you hear me well / i'm just getting a pen / oh i understand
no problem at all
[question]
how late is the {store} store open / what does delivery by {deliveryMethod} cost / do you have parking at {store}
how long does {deliveryMethod} take / is {colour} popular this year / how much is {product} / where exactly is the {store} store
do you have student discounts / what is your return policy / how do i wash wool / is {product} made in italy
can i pay by card / who makes {product} / do you have a loyalty card / is there a café in the {store} store
what is {product} made of / does {colour} fade in the wash / how many stores do you have
[ask]
which {noun} did you note / can you repeat the {noun} please / what was the {noun} again / what {noun} do you have for me
please tell me the {noun} / could you read back the {noun} / remind me of the {noun} please / do you have the {noun} written down
what did i say for the {noun} / what's the {noun} in your notes / i forgot the {noun} what was it / please confirm the {noun}

[intent find-product]
i wanted to ask whether you still have something in stock / could you check if an article is available
is that still available / do you still have this model / can you see if you have it in your warehouse
i'd like to know what is in stock / please check the availability for me / i'm asking if you have it in stock
is the article sold out / can you tell me if you carry this / i want to find out if it's in stock / do you have it there
[intent book-fitting]
i'd like to arrange a fitting / can i make an appointment to try things on / i want to book an appointment for a fitting
could you reserve a fitting for me / i'd like to come in and try it on / please make a fitting appointment for me
i need an appointment for a fitting / can we set up a fitting / i want to have a fitting / is it possible to book a fitting
i'd like to have my measurements taken / please schedule a fitting
[intent change-order]
i need to change my order / i'd like to modify something in my order / can i still alter the order i placed
please change the order for me / there's something i want to change about my order / i want to amend my order
could we change my order / i ordered the wrong thing and want to change it / is it too late to change the order
i want to edit an order / let's change my order / can you alter my order
[intent track-order]
where is my order / i want to know where my parcel is / can you track my order / when will my order arrive
my parcel hasn't arrived yet / has my order been shipped / what is the status of my order / i'm waiting for my order
please check the status of my parcel / could you tell me where my package is / is my order on the way / i'd like to track a parcel
[intent return-item]
i want to return something / i'd like to send something back / how can i return this / i need to return an article
can i give this back / i want my money back / i'd like a refund / please arrange a return / it doesn't fit and i want to return it
i'd like to bring something back / i'm calling about a return / can you take it back
[intent gift-advice]
i need a gift idea / can you recommend a present / i'm looking for a present for someone / what would make a nice gift
could you advise me on a gift / i need some advice about a present / do you have any gift ideas / i don't know what to give
can you suggest a gift / help me find a present please / what do people give these days / i'd like a recommendation for a gift
[intent arrange-delivery]
i'd like to arrange a delivery / can you deliver to my home / please organise the delivery / i want to have it delivered
let's arrange the delivery / could you have it brought to me / i need a delivery to my house / i'd like to set up a delivery
can we arrange for it to be delivered / i want to plan the delivery / please bring it to my address / i'm calling to organise a delivery
[intent repair-item]
i need something repaired / can you repair this for me / the zip is broken / i'd like to have something mended
do you repair things / a button has come off and needs repair / i want to bring something in for repair / can this be fixed
the strap broke can you repair it / i'd like a repair please / the seam has come apart / could you mend it
[intent opening-hours]
when are you open / what are your opening hours / are you open on sundays / until when are you open
how long are you open / when do you open / when do you close / could you tell me the opening hours
i'd like to know your opening times / are you open on bank holidays / what time do you close / at what time do you open
[intent speak-to-person]
i'd like to speak to a person / can i talk to someone / please put me through to a colleague / i want to talk to a human
connect me with an employee please / could i speak with a member of staff / i want to speak to the manager
i don't want to talk to a machine / give me a real person please / please transfer me / can a human help me / i need a person

[agent greeting] Good morning, how can I help you? / Hello, what can I do for you?
[agent acknowledge]
Noted. What else can I do for you? / Very well. / I have written that down. / Of course. Is there anything else?
Thank you. / All right, that is noted. / With pleasure. / Certainly. / I see. / Good, I have that.
[agent echo] I have noted {old} for the {noun}. / So the {noun} is {old}. / Then I put down {old} as the {noun}.
[agent check] The {noun} is {old}, is that right? / So {old} for the {noun}, correct? / I have {old} as the {noun}, yes?
[agent offer] For the {noun} I can offer {list}. / There is {list}. Which {noun} would you like? / We have {list}. Which one?
[agent question store] Which store would you like to visit? / Which of our stores suits you?
[agent question products] What articles are you interested in? / What would you like to order?
[agent question size] Which size do you take? / What is your size?
[agent question colour] Which colour would you like? / In what colour?
[agent question quantity] How many pieces would you like? / How many do you need?
[agent question fittingDate] On which day would you like the fitting? / When should the fitting be, on what day?
[agent question fittingTime] At what time should the fitting begin? / What time suits you for the fitting?
[agent question deliveryDate] On which day should we deliver? / When should the delivery come?
[agent question name] What is your name, please? / May I have your full name?
[agent question phone] What is your phone number? / On which number can we reach you?
[agent question email] What is your email address? / Which email may we write to?
[agent question orderNumber] What is your order number? / Could you tell me the order number?
[agent question giftWrap] Would you like it gift wrapped? / Shall we add gift wrapping?
[agent question occasion] What is the occasion? / For which occasion is it?
[agent question budget] What is your budget? / How much would you like to spend at most?
[agent question deliveryMethod] How should we deliver it? / Which delivery method would you like?
`,
);
