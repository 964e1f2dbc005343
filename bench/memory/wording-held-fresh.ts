/**
 * How callers speak in a second way that is held back, by another writer: ordinary callers of any age and origin.
 *
 * Sealed like `wording-held.ts`: nobody who works on an extractor, its rules or its examples reads this file, and
 * its totals are looked at once. Callers are people on the telephone with a shop they like: what is heard most
 * often, as an STT writes it down.
 */
import { readWording } from './wording.ts';

export const heldFreshWording = readWording(
  'held-fresh',
  `
[noun store] store / shop / branch
[noun size] size
[noun colour] colour
[noun quantity] quantity / number of items
[noun fittingDate] fitting date / date for the fitting / day for the fitting
[noun fittingTime] fitting time / time for the fitting
[noun deliveryDate] delivery date / delivery day / date for the delivery
[noun name] name / full name
[noun phone] phone number / mobile number
[noun email] email / email address
[noun orderNumber] order number
[noun giftWrap] gift wrap / gift wrapping
[noun occasion] occasion
[noun budget] budget
[noun deliveryMethod] delivery method / delivery option
[noun products] items / list of items

[given] david / sarah / priya / mohammed / grace / thomas / chloe / kevin / fatima / daniel / rosa / emeka / liam / nadia
[family] smith / patel / murphy / khan / evans / garcia / okafor / nowak / hughes / fischer / wong / campbell / rossi / bennett
[domain] example.com / example.net / mail.example.org

[set store]
i'll pop into the {value} store / the {value} one's closest to me so let's do that one / can we do the {value} store
yeah the {value} branch please / i'll be coming to the {value} shop / {value} is my local so that one please
i live near {value} so i'll come to that store / the {value} store's easiest for me / let's go with the {value} store
i'm going to come down to the {value} branch / could you make it the {value} shop / i'd rather come to {value} it's nearer my work
i'd like to come to the one at {value} / my nearest one is {value} so i'll come there / i want the {value} store please
for me it is the store in {value} / i'll be visiting the {value} one / it's the {value} store i go to
[set products]
i'm after {value} / can i get {value} please / could i get {value} / i'd love {value} please / i'd like to get {value} please
i'll take {value} please / i wanna get {value} / i'm calling to order {value} / hi yeah i'd like {value} please
i'm hoping to get {value} / so what i want is {value} / i've decided on {value} / can you put me down for {value}
let me have {value} please / i was looking at {value} online and i'd like to order / i'd like to go for {value}
i want to get {value} if you don't mind / yeah could you get me {value}
[set size]
i'm a size {value} / i normally take a {value} / i think i'm a {value} these days / could i have it in a {value} please
i'd need a {value} / can i get that in a {value} / i wear a {value} in most things / a {value} fits me best
i'm more of a {value} / {value} for the size please / size wise i'm a {value} / i always go for a {value}
i'll need a size {value} / it'll have to be a {value} / the size i need is {value} / i'm a {value} in everything
for the size i take {value} / i need it in a size {value}
[set colour]
can i have it in {value} / i'd like the {value} please / could i have the {value} one please / i'm going for {value}
i'd prefer it in {value} / let's do {value} for the colour / i want it in {value} please / {value} for the colour please
the {value} one's nice i'll have that / colour wise i'd like {value} / it has to be {value} / i'll get it in {value}
i really like the {value} so that one please / for the colour i'd say {value} / i'll go with the {value}
i think {value} would look best so let's do that / the colour i want is {value} / could you do it in {value} for me
[set quantity]
can i get {value} of them / i'll take {value} of those / i'd need {value} of them / we want {value} of them please
i'm gonna need {value} of those / give me {value} of them please / i only need {value} of them / {value} of those please
let's do {value} of them / we'd like {value} of these please / it's {value} pieces i need / i want {value} in total
make it {value} of them / can you put me down for {value} of them / {value} altogether please / i'll need {value} altogether
could i have {value} of them please / yeah i'd say {value} of them
[set fittingDate]
can i come in for the fitting {value:on} / could we do the fitting {value:on} / i can make the fitting {value:on}
i'm free {value:on} for the fitting / {value} works for me for the fitting / let's say {value} for the fitting
i'm off work {value:on} so let's do the fitting then / i'd like my fitting {value:on} / how about {value} for the fitting
the fitting needs to be {value:on} / i'll be coming in {value:on} for my fitting / i can do {value} for the fitting
i was hoping to do the fitting {value:on} / for my fitting {value} is best / would {value} be okay for the fitting
the best day for my fitting is {value} / we could do the fitting {value:on} if that's alright / i want to come for my fitting {value:on}
[set fittingTime]
can we do the fitting at {value} / i'll be there at {value} for the fitting / {value} works for the fitting
could i do {value} for the fitting / i'd like to start the fitting at {value} / i can get there for {value} for my fitting
let's do {value} for the fitting / is {value} okay for the fitting / {value} would be good for my fitting
i'd prefer {value} for the fitting time / i'll come at {value} for the fitting / my fitting should be at {value}
how about the fitting at {value} / the best time for my fitting is {value} / i finish work early so {value} for the fitting please
the fitting at {value} would suit me / i could make {value} for the fitting / the time for my fitting would be {value}
[set deliveryDate]
could you deliver it {value:on} / i'm home {value:on} so deliver it then please / i need it to arrive {value:on}
i'd like it delivered {value:on} / let's say {value} for the delivery / {value} suits me for the delivery
could the delivery be {value:on} / i'll be in {value:on} for the delivery / the delivery can come {value:on}
i want the delivery {value:on} / can we do the delivery {value:on} / the best day for delivery is {value}
would {value} be alright for the delivery / can you get it delivered {value:on} / please have the parcel here {value:on}
someone's home {value:on} so that's good for the delivery / i want it delivered {value:on} please / how about delivery {value:on}
[set name]
hi my name's {value} / hello this is {value} / you're speaking to {value} / put it under {value} please
it'll be under the name {value} / can you put it in the name of {value} / my full name's {value} / it's {value} here
sorry i should have said i'm {value} / the name's {value} / name is {value}
{value} is the name / hi there it's {value} calling / so my name is {value} / you can put {value} for the name
yes hello my name is {value} / i'm {value} by the way
[set phone]
you can get me on {value} / my mobile's {value} / my number's {value} / call me on {value} / my phone number's {value}
my mobile number is {value} / you can ring me on {value} / give me a ring on {value} / give me a call on {value}
the best number to get me on is {value} / my cell phone number is {value} / my contact number is {value} / take my number it's {value}
best number for me is {value} / if you need to ring me it's {value} / can i give you my number it's {value}
just call my mobile it's {value} / my phone is {value}
[set email]
my email's {value} / send me an email at {value} / you can just email {value} / could you email it to {value}
the email's {value} / best email is {value} / put {value} down for the email / send everything to {value}
for email use {value} / the email address to use is {value} / my email would be {value}
can you email me at {value} / email wise it's {value} / you could send the details to {value}
so my email address is {value} / can i give you my email it's {value}
[set orderNumber]
my order number's {value} / it's order number {value} / the order number i've got is {value} / it's order {value}
i've got the order number here it's {value} / my order is number {value} / order number is {value}
i'm ringing about order number {value} / this is about order {value} / the confirmation says order number {value}
it says here order number {value} / can i give you my order number it's {value} / it's regarding order {value}
i've got the receipt and the order number is {value} / the order number should be {value} / so the order number is {value}
the order i have is {value} / yes my order number is {value}
[set occasion]
it's for my sister's {value} / it's my daughter's {value} / we've got a {value} to go to so it's for that / i've got a {value} coming up
my friend's having a {value} / i got invited to a {value} / it's for a friend's {value} / i need something for a {value}
i'm getting it for a {value} / it's my brother's {value} soon / i'm off to a {value}
we have a {value} to attend / i'm shopping for a {value} / so it's for a {value} / it's a {value} present
my cousin has a {value} coming up / it'll be for a {value}
[set budget]
i've got {value} to spend / i can go up to {value} / no more than {value} please / i don't want to go over {value}
i'd like to keep it under {value} / {value} tops / my budget's {value} / i'm looking to spend up to {value}
{value} is the most i can do / i can't go over {value} / i've got a budget of {value} / the most i'd spend is {value}
keep it to {value} please / i can afford up to {value} / the budget's {value} / i'd spend {value} at the most
anything up to {value} is okay / {value} maximum please
[set deliveryMethod]
can you send it by {value} / i'd like it sent by {value} / could you use {value} to send it / {value} delivery please
just send it by {value} / let's go with {value} for the delivery / i'd prefer it to come by {value}
{value} is fine for the delivery / could it go by {value} / i'd rather you sent it by {value} / delivery by {value} please
can it come by {value} / i always have things sent by {value} so that please / i'd go for {value} for the delivery
i want it sent by {value} / for the delivery let's use {value} / ship it by {value} please / yeah {value} for the delivery
[set giftWrap yes]
can you gift wrap it / could you gift wrap it for me / can you wrap it up nicely it's a present / gift wrap please
can i get it gift wrapped / could i have it gift wrapped please / i'll have it gift wrapped / it's a gift so please wrap it
it needs to be gift wrapped / do the gift wrapping please / i'd love it gift wrapped / it's a present so can you wrap it
would you mind gift wrapping it / i need it gift wrapped / let's have it gift wrapped / i want it gift wrapped please
i'd like the gift wrap please / yeah gift wrap that for me
[set giftWrap no]
i don't need gift wrap / no need for gift wrap / don't bother gift wrapping it / don't worry about the gift wrap
i don't need it gift wrapped / it's for me so no gift wrap / you don't have to gift wrap it / leave the gift wrap off
i'll wrap it myself so no gift wrap / no gift wrap thanks / there's no need to gift wrap it / it doesn't have to be gift wrapped
i'd rather not have it gift wrapped / no gift wrapping for me / it's not a present so don't gift wrap it
i don't want the gift wrap thanks / you don't need to wrap it as a present / it's fine without the gift wrap
[correct giftWrap yes]
actually yeah can you gift wrap it / oh actually i do want it gift wrapped / sorry can you gift wrap it after all
i changed my mind can you gift wrap it / on second thoughts gift wrap it please / you know what let's have the gift wrap
wait i do want the gift wrap / hang on i do need it gift wrapped / actually could you gift wrap it
can we add the gift wrap after all / i said no gift wrap but i do want it / i think i will have the gift wrap after all
sorry i do need the gift wrap / actually let's gift wrap it / oh i forgot it's a present so please gift wrap it
[correct giftWrap no]
actually no gift wrap / oh actually i don't want it gift wrapped / sorry don't gift wrap it after all
i changed my mind no need to gift wrap it / on second thoughts no gift wrap / you know what don't bother with the gift wrap
wait i don't want the gift wrap / hang on i don't need it gift wrapped / actually you don't have to gift wrap it
can we take the gift wrap off / i said gift wrap but i don't need it / i don't think i need the gift wrap after all
sorry i don't need the gift wrap any more / actually let's leave off the gift wrap / can you cancel the gift wrap please
[answer giftWrap yes]
yes please / yeah please / oh yes please / yeah go on then / yes that would be great / please / yep / sure why not / yes go ahead
that'd be nice / absolutely / yeah that'd be great thanks / if you could please / yes thank you
[answer giftWrap no]
no thanks / no thank you / nah / no it's okay / no i'm fine thanks / no need / nope / no don't worry / no that's alright
i'm good thanks / no it's not a present / not for me thanks / no not this time / no that's okay

[answer]
um {value} please / yeah {value} / it'll be {value} / so that's {value} / okay it's {value} / oh it's {value}
uh {value} please / yeah it's {value} / let me see it's {value} / sure {value} / er {value} i think
hang on it's {value} / yeah that's {value} / oh um {value} / i think it's {value} / okay {value}

[several]
i'll take {quantity} of them in {colour} size {size} / can i get {quantity} in {colour} in a {size}
could i have {quantity} of those in {size} in {colour} please / i'm a {size} and i'd like {quantity} of them in {colour}
i need {quantity} of them in a {size} and the colour's {colour} / it's {quantity} of them in {colour} and i'm a {size}
let's do {quantity} of them in {colour} and the size is {size} / {quantity} of them please size {size} in {colour}
can i do the fitting at {store} {fittingDate:on} at {fittingTime}
i'd like to come to {store} for the fitting {fittingDate:on} at {fittingTime}
i can come in for the fitting {fittingDate:on} at {fittingTime} at the {store} store
could we do the fitting {fittingDate:on} at {fittingTime} in {store}
let's say {fittingDate} at {fittingTime} at {store} for the fitting
i'll come to the {store} shop {fittingDate:on} at {fittingTime} for my fitting
i'd like my fitting at the {store} branch at {fittingTime} {fittingDate:on}
it's for my sister's {occasion} and i've got {budget} to spend / i've got a {occasion} coming up and i can go up to {budget}
i need something for a {occasion} and i don't want to go over {budget} / my budget's {budget} and it's for a {occasion}
it's for a {occasion} and i'd like to keep it under {budget} / i'm going to a {occasion} and the budget's {budget}
can you send it by {deliveryMethod} so it gets here {deliveryDate:on} / could you deliver it {deliveryDate:on} by {deliveryMethod}
send it by {deliveryMethod} please and i need it delivered {deliveryDate:on} / i'd like it delivered {deliveryDate:on} by {deliveryMethod}
let's do {deliveryMethod} and delivery {deliveryDate:on} / i'm home {deliveryDate:on} so deliver it then by {deliveryMethod}
it's {name} and my number's {phone} / i'm {name} and you can get me on {phone} / yeah my name's {name} and my mobile is {phone}
hi it's {name} here my number is {phone} / put it under {name} please and my mobile's {phone}
my phone number's {phone} and the name's {name}
i'd like the {colour} one in a {size} / can i have a {size} in {colour} please
it's {name} and my order number's {orderNumber} / hi i'm {name} and my email's {email}
can we do the fitting {fittingDate:on} at {fittingTime} / i need {quantity} of them and my budget's {budget}
my mobile's {phone} and my email's {email}

[correct]
actually can you change the {noun} to {value} / sorry i got the {noun} wrong it's {value} / hang on the {noun} should be {value}
can you put {value} for the {noun} instead / actually can we make the {noun} {value} / i need to change the {noun} to {value}
oh wait the {noun} is {value} / can i change the {noun} to {value} please / actually the {noun} is {value}
i gave you the wrong {noun} it's {value} / sorry can you make the {noun} {value} / could we change the {noun} to {value} please
i think i told you the wrong {noun} it's {value} / oh the {noun} has to be {value} sorry / the {noun} needs to be {value} now
you know what let's make the {noun} {value} / i'd like to change the {noun} to {value} / for the {noun} can we do {value} instead
[correct old]
i said {old} for the {noun} but it's actually {value} / can you change the {noun} from {old} to {value}
sorry the {noun} is {value} not {old} / it's not {old} for the {noun} it's {value} / can we make the {noun} {value} instead of {old}
i know i said {old} but can you make the {noun} {value} / actually the {noun} is {value} not {old}
the {noun} isn't {old} anymore it's {value} / instead of {old} can you put {value} for the {noun}
you've got {old} for the {noun} but it should be {value} / i told you {old} for the {noun} sorry it's {value}
could we change the {noun} from {old} to {value} / the {noun} should be {value} now not {old}
i put {old} for the {noun} but i want {value}
[correct products]
can i swap {old} for {value} / actually can i have {value} instead of {old} / i changed my mind i'd like {value} instead of {old}
can we change {old} to {value} / instead of {old} can i get {value} / could i get {value} instead of {old} please
i'd rather get {value} instead of {old} / i don't want {old} anymore i want {value} / sorry not {old} i meant {value}
forget {old} i'll have {value} instead / actually let's swap {old} for {value} / can you switch {old} to {value} please
i said {old} but i'd like {value} instead / i'll have {value} rather than {old}

[repair]
{wrong} oh wait {value} / {wrong} hang on {value} / {wrong} sorry i mean {value}
{wrong} no make that {value} / {wrong} oh sorry {value} / {wrong} no actually {value} / {wrong} well actually {value}
{wrong} um sorry {value} / {wrong} no hang on {value} / {wrong} no sorry i meant {value} / {wrong} or no {value}
{wrong} oh no {value} / {wrong} wait no {value} / {wrong} no no sorry {value} / {wrong} er no {value}
[deny]
no sorry it's {value} / oh no it's {value} / no i said {value} / no that's not right it's {value} / no actually it's {value}
sorry no it's {value} / no not that one it's {value} / oh sorry it should be {value} / er no {value} / no it's supposed to be {value}
actually no {value} / no no it's {value} / no you've got that wrong it's {value} / um no it's {value} / no make it {value} please
[confirm]
yep yep / yeah that's right thanks / yep that's right / yes that's right thanks / yeah that's it / that's right yeah / yes it is
yeah correct / yes please that's right / uh huh that's right / perfect yeah / yeah spot on / yes thank you that's right / yeah that's correct

[negation]
it's {value} not {wrong} for the {noun} / i want {value} for the {noun} not {wrong} / not {wrong} for the {noun} it's {value}
the {noun} is {value} it's not {wrong} / i said {value} for the {noun} not {wrong} / the {noun}'s {value} not {wrong}
make sure the {noun} is {value} and not {wrong} / for the {noun} it's not {wrong} it's {value}
please put {value} for the {noun} not {wrong} / i don't want {wrong} for the {noun} i want {value}
for the {noun} i need {value} not {wrong} / don't put {wrong} for the {noun} it's {value}
the {noun} isn't {wrong} it's {value} / so the {noun} is not {wrong} it's {value}
[rule out]
i don't want {value} for the {noun} please / definitely not {value} for the {noun} / please don't put {value} for the {noun}
i'd rather not have {value} for the {noun} / just not {value} for the {noun} please / the {noun} won't be {value}
please don't make the {noun} {value} / for the {noun} i wouldn't want {value} / not {value} please for the {noun}
i really don't want {value} as the {noun} / {value} is no good for the {noun} / the {noun} can't be {value}
i don't like {value} for the {noun} / don't make the {noun} {value} please
[clear]
can you take the {noun} off / can you delete the {noun} please / can you remove the {noun} please
leave the {noun} blank for now please / i'm not sure about the {noun} anymore can you take it out / can you cancel the {noun} i told you
actually i don't know the {noun} yet so leave it out / just forget about the {noun} / get rid of the {noun} please
can we leave the {noun} open for now / take the {noun} off please i'll tell you later / delete the {noun} i'm not sure anymore
i'd rather not give the {noun} so please delete it / can you clear the {noun} for me
[add]
can i also get {value} / oh and {value} / could you add {value} please / i'll have {value} as well / and can i get {value} too
oh and i'd like {value} as well / can i get {value} as well please / could i have {value} too / can we add {value}
i also want {value} please / and {value} please / i think i'll get {value} as well / also could i get {value}
while i'm here i'll take {value} too / actually add {value} as well
[remove]
can you take off {value} / i don't want {value} anymore sorry / actually can you remove {value} / take {value} off please
can you take {value} off the list please / i don't need {value} anymore / i won't be needing {value} / leave {value} out please
actually forget {value} / could you cancel {value} for me
i think i'll skip {value} / can we take {value} off the order / i changed my mind i don't want {value} / can you get rid of {value}
[pick]
i'll go with the {ordinal} one please / can i get the {ordinal} one / i'll take the {ordinal} one please / um the {ordinal} one please
yeah the {ordinal} one / oh the {ordinal} one please / let's go with the {ordinal} one please / the {ordinal} one sounds nice
i think the {ordinal} one / could i have the {ordinal} one please / i'd like the {ordinal} please / i like the {ordinal} one
the {ordinal} one you said / the {ordinal} option please
[recall]
same {noun} as last time / can i have the same {noun} as last time / just the same {noun} as before / the same {noun} i had last time
same {noun} as before please / can we do the same {noun} as last time / just use the {noun} from last time
you should have my {noun} from last time just use that / the {noun} i had last time please / can you use the same {noun} as before
whatever {noun} i had last time is fine / same {noun} again please / my {noun} hasn't changed since last time use that
keep the same {noun} as last time please

[small talk]
okay great / lovely thank you / thanks so much / brilliant thanks / hang on one sec / sorry just give me a second / oh that's nice
ah okay / can you hear me / sorry the line's a bit bad / you've been really helpful / that's great thanks / cool thanks
sorry my kids are being noisy / it's raining here again / okay perfect / bear with me a second / thank you my dear
[question]
how much is delivery by {deliveryMethod} / is there parking near {store} / how much would {product} be / do you take american express
is there a lift at the {store} store / how do i clean {product} / how long does {deliveryMethod} usually take
what's the price of {product} / is {store} near the train station / do you do a student discount / can i pay cash in the shop
does {deliveryMethod} cost extra / what bus do i get to {store} / does {colour} get dirty easily / do i get points for this
is {colour} in fashion this year / how big is the {store} store / do you take apple pay
[ask]
what {noun} have you got written down / what's the {noun} you've got down / can you tell me the {noun} again / can you remind me of the {noun}
what did i say the {noun} was / which {noun} have you got down / can you just repeat the {noun} for me
sorry what was the {noun} / what did you put for the {noun} / can you read me back the {noun} / what did you write for the {noun}
can i just check what {noun} you wrote down / did you get the {noun} what have you got / could you tell me what {noun} you have
so what's the {noun} now

[intent find-product]
do you have any of these left / hi i'm just checking if you've got something in stock / have you still got it in stock
can you check if it's in stock / i'm wondering if you have something in stock / do you know if there's any left
have you got that one in stock at all / could you see if you've got it / i saw something on your website is it in stock
can you check stock for me please / i just want to know if it's available / i want to know if you have an item in the shop
i was wondering if you still sell these / is this still in stock / are there any left in the shop
[intent book-fitting]
can i book a fitting please / i'd like to book a fitting / hi i want to come in for a fitting / can i book in for a fitting
i need to book a fitting / could i make an appointment for a fitting / i'm ringing to book a fitting
can i come in and try it on / do you have any appointments for a fitting / i'd like to make an appointment to try something on
have you got any fitting slots / can i get a fitting appointment please / i was hoping to get a fitting booked
is there any chance i could book a fitting
[intent change-order]
can i change my order / i need to make a change to my order / hi i want to change something on my order
i made a mistake with my order can i change it / can i still change my order / i'd like to change an order i made
is it possible to change my order / i put an order in and i need to change it / i'm calling to change my order
could i make a change to my order please / i need to fix something on my order / i ordered something and i want to change it
can you update my order for me / i got something wrong in my order can we change it
[intent track-order]
where's my order / where's my parcel / i'm just wondering where my order is / my order hasn't come yet
can you tell me where my order is / i'm calling to see where my parcel is / has my order been sent out yet
my parcel still hasn't turned up / do you know when my order's going to get here / i ordered something and it still hasn't come
can you check on my order for me please / i want to check where my order is / any news on my order
i'm ringing about a parcel that hasn't arrived / is my parcel on its way
[intent return-item]
i'd like to return something / can i return something please / i need to send something back / how do i return something
i want to send something back / can i bring it back to the shop / i bought something and i want to return it
i'm not happy with it can i get a refund / i'd like to return an item / can i get my money back please
it doesn't fit so i need to send it back / how do i send something back to you / i'm calling because i want to return something
hi i need to make a return
[intent gift-advice]
can you help me find a gift / i'm looking for a gift idea / i need help choosing a present / i don't know what to get my wife
what would be a good present for my mum / any ideas for a present / i need some ideas for a gift
could you help me pick out a gift / i've no idea what to buy my dad / can you suggest something for a present
i'm stuck for a present can you help / what would you recommend as a gift / i need a present for a friend any ideas
what do you suggest as a present for my boss
[intent arrange-delivery]
can i get it delivered / can you deliver it to me / i'd like to get it delivered / could you deliver it to my house
i want to arrange delivery / can i arrange a delivery please / i'd like to have it delivered please / can you deliver it to my home address
i need to arrange a delivery / could i have it delivered to my house / i can't come in so can you deliver it
is it possible to get it delivered / i'd like to sort out a delivery / can we set up a delivery please
[intent repair-item]
can you fix it / can i get something repaired / i need to get something fixed / the zip's broken can you fix it
do you guys do repairs / my bag's broken can you repair it / i've got a bag that needs repairing
i bought something from you and it's broken can it be repaired / could you repair something for me
the strap's come off my bag can you fix it / i'd like to get something repaired please / there's a hole in it can you mend it
can i bring something in to be repaired / the stitching's come undone can you fix it
[intent opening-hours]
what time are you open till / are you open today please / what are your hours / when do you guys close
are you open this weekend / how late are you open tonight / what time do you close tonight / what are your opening times please
can you tell me when you're open / what time do you shut / are you open on a sunday / hi i just want to know your opening hours
what time do you open in the morning
[intent speak-to-person]
can i speak to someone please / can i please speak to a person / can i talk to a real person / i'd like to speak to someone please
can you put me through to someone / i want to speak to a human / is there someone i can speak to / can i speak to somebody in the shop
could you put me through to a person please / can i just talk to someone / i'd rather talk to a real person
can i speak to the manager please / let me talk to a person / can you get someone to talk to me

[agent greeting] Hi, thanks for calling, how can I help today? / Good afternoon, what can I help you with?
[agent acknowledge]
Lovely, I've got that. / Okay, that's done. / Great, thank you for that. / Sure, no problem at all. / Got it, thanks.
Perfect, what else can I help with? / Okay, is there anything else I can do? / Right, that's all set. / Of course, not a problem.
No worries, got that. / Thanks, I've made a note. / Lovely, anything else?
[agent echo] Okay, so the {noun} is {old} then. / Great, so that's {old} for the {noun}. / I've put {old} as the {noun}.
[agent check] So just to check, the {noun} is {old}? / And the {noun} is still {old}, is it? / Can I just confirm, {old} for the {noun}?
[agent offer] So for the {noun} we've got {list}. / You can have {list}, which {noun} is it? / The {noun} could be {list}.
[agent question store] Which store will you be coming to? / Which of our shops is best for you?
[agent question products] What can I get for you? / Which items are you after?
[agent question size] What size do you need? / Which size would that be?
[agent question colour] What colour do you want it in? / Which colour are you after?
[agent question quantity] How many of them do you want? / How many shall I put down?
[agent question fittingDate] What day would you like to come in for your fitting? / Which day is good for the fitting?
[agent question fittingTime] What time would you like to come for the fitting? / What time shall we say for your fitting?
[agent question deliveryDate] What day should we deliver it? / Which day is best for the delivery?
[agent question name] Can I take your name, please? / And what name is it, please?
[agent question phone] What's the best number to reach you on? / Can I take a phone number?
[agent question email] What's your email address? / Can I get an email address for you?
[agent question orderNumber] Do you have your order number there? / And what's your order number?
[agent question giftWrap] Do you want it gift wrapped? / Can we gift wrap it for you?
[agent question occasion] And what's the occasion? / What's the occasion for it?
[agent question budget] What's your budget for this? / How much do you want to spend?
[agent question deliveryMethod] How would you like it delivered? / How should we send it to you?
`,
);
