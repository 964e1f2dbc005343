/**
 * Other callers of the calls to tune on: talkative, terse, elderly, in a hurry, and American.
 *
 * They wander before they come to the point, restart, hum, and ask for things in a roundabout way; nobody sets
 * anything that an attentive person would doubt. The format is told in `wording.ts`, and none of these sentences
 * is used for the figures.
 */
import { readWording } from './wording.ts';

export const tuningUsWording = readWording(
  'tuning-us',
  `
[noun store] store / location
[noun size] size
[noun colour] color
[noun quantity] quantity / number of items / item count
[noun fittingDate] fitting date / date for the fitting
[noun fittingTime] fitting time / time for the fitting
[noun deliveryDate] delivery date / date for the delivery
[noun name] name / full name
[noun phone] phone number / cell number / callback number
[noun email] email / email address
[noun orderNumber] order number
[noun giftWrap] gift wrap
[noun occasion] occasion
[noun budget] budget / spending limit
[noun deliveryMethod] delivery method / shipping method
[noun products] items / item list

[given] linda / kevin / donna / travis / brenda / marcus / tiffany / walter / denise / tyler / gladys / carlos
[family] hernandez / kowalski / jackson / nguyen / thompson / ramirez / miller / washington / sullivan / patel / johnson
[domain] example.net / mail.example.net / shop.example.org

[set store]
um let's go with the {value} location / i'm gonna swing by {value} / so i live right around the corner from {value} so that store works
which one am i going to uh {value} / you know what the {value} store's easiest for me / {value} location
okay so for the store let's say {value} / i'll be coming into the one at {value} / what i'm after is the {value} store
any chance we could do it over at {value} / well my knees aren't what they used to be so the {value} store it's the nearest
oh i always shop at {value} put me down for that store / yeah hi the store is {value}
i'd i'd rather come to the {value} location if that's alright / {value} store for me thanks / let me see um the store would be {value}
my daughter drops me off right at {value} so let's use that store
[set products]
hey i wanna get {value} / so yeah i'm looking to pick up {value} / gimme {value} / i'm hoping to grab {value}
um what i'm after is {value} / any chance you could ring me up for {value} / okay so i need to order {value}
calling to buy {value} / well i was flipping through your catalog and honey i just have to have {value}
i've had my eye on {value} for months and i'm finally gonna buy it / let me get {value} please
uh yeah can i get {value} / you know i'd i'd love to get {value} / purchase order for {value}
i'd like to go ahead and order {value} / my sister won't stop talking about your stuff so anyway i'd like to buy me {value}
could you hold {value} for me i'm gonna buy it / so basically i just want {value}
[set size]
i'm like a {value} in pretty much everything / uh size wise i'm a {value} / i run about a {value}
put me down as a {value} for the size / i think i'm i'm a {value} yeah / sizewise go with {value}
any chance you could make that a size {value} / well before the grandkids i was skinnier but these days i wear a {value}
{value} on the size / gonna need that in a {value} / okay so um the size is {value} / a {value} fits me just right
the tag on my old one says {value} so that's my size / i'm pretty sure i'm a size {value}
what i wear is a {value} / let me see the size uh {value} / you better give me the {value} that's the size i take
[set colour]
um i'm thinking {value} for the color / color wise let's do {value} / gimme the {value} one / color {value}
any chance i could get that in {value} / you know i've always looked good in {value} so let's do that
okay so the color i want is {value} / i'm gonna go with {value} on the color / uh make the color {value}
my late husband always liked me in {value} so i'll get it in that / {value} that's the color i'm going for
let me see i guess {value} for color / what i'm after is the {value} one / i i want it in {value}
well it's gotta match my shoes so {value} for the color / do it in {value} for me would you / color's gonna be {value}
[set quantity]
gimme {value} of those / i'm gonna need {value} of 'em / um let's do {value} total / {value} on the quantity
okay so there's a few of us so {value} of them / how about {value} of those / let me see i guess i want {value} of them
any chance i could get {value} of those / we're looking at {value} units / i'll i'll take {value} of 'em
well everybody in my bridge club wants one so that makes {value} of them altogether / uh put {value} down for the quantity
i'd like to order {value} of these / what we need is {value} units / just go ahead and make it {value} of those
yeah so as for how many it's {value} / {value} of those oughta do it
[set fittingDate]
{value:on} is when i want the fitting / um for the fitting let's do {value} / i'd wanna have the fitting {value:on}
fitting {value:on} / okay so i'm free for the fitting {value:on} / any chance the fitting could be {value:on}
my daughter's driving me so the fitting has to be {value:on} / put the fitting on the calendar {value:on}
uh i was hoping the fitting would be {value:on} / what works for me for the fitting is {value}
you know what let's shoot for {value} for the fitting / i'll i'll come in for my fitting {value:on}
let me look at my calendar okay the fitting {value:on} works / how's {value} for the fitting
i mean {value} would be good for me to get fitted / well the doctor's got me all booked up so i'd say {value} for the fitting
fitting's {value:on}
[set fittingTime]
um the fitting at like {value} works / i could make it to the fitting by {value} / fitting at {value}
okay so for the fitting let's say {value} / any chance you could start the fitting at {value}
i get off work and then i can be at the fitting at {value} / pencil me in for the fitting at {value} / fitting time {value}
well i don't drive in the dark so let's start the fitting at {value} / uh put the fitting down for {value} please
what i'm after is the fitting at {value} / let me see the bus gets in so {value} would be good for the fitting
i'd i'd like to get fitted at {value} / you know {value} works best to get fitted / how about {value} for the time of the fitting
i'll be over for my fitting at {value} / shoot for {value} for the fitting
[set deliveryDate]
can you get it to me {value:on} / um i need it on my doorstep {value:on} / deliver {value:on} / {value} on the delivery
okay so the delivery has gotta be {value:on} / any chance the delivery could come {value:on}
well my son's home to get the door {value:on} so have the delivery come then / i'd want it delivered {value:on}
let me see for the delivery how about {value} / what we need is delivery {value:on}
uh have the driver bring it by {value:on} / you know what just have it delivered {value:on}
i'm i'm around for the delivery {value:on} / let's shoot for {value} for the delivery / it's gotta get here {value:on} so deliver it then
the package should get to my house {value:on} / put the delivery down for {value}
[set name]
hey there this is {value} / yeah hi {value} here / um so the name's {value} / put it under {value} / name's {value}
okay so my name my name is {value} / sweetheart it's {value} that's my name
what you wanna write down for my name is {value} / uh you're talking to {value} / hi there you've got {value} on the line
well my mama named me {value} and that's my name still / you can put the name {value} on it
i go by {value} / let me spell out who i am it's {value} / {value} on the line here
oh i never told you my name did i it's {value}
[set phone]
um you can call me back at {value} / my cell is {value} / yeah so my number's {value} / phone's {value}
let me get my glasses okay my phone number is uh {value} / best callback number is {value}
any chance you could put my phone down as {value} / you got a pen okay my cell's {value} / give me a ring at {value}
i never can remember it um my phone number my phone number is {value} / try me at {value}
okay so the number here is {value} that's my phone / my digits are {value} / text me at {value}
well the grandkids got me one of those cell phones the number's {value} / you can get a hold of me at {value}
what you wanna dial to reach me is {value}
[set email]
just shoot it over to {value} / um my email's {value} / yeah so my email is uh {value} / email's gonna be {value}
okay so you'd email me at {value} / any chance you could send that to my email it's {value}
well my grandson set this up for me the email is {value} / send the confirmation over to {value}
what you wanna put for my email is {value} / let me see my email my email address is {value}
email confirmation to {value} / you can send stuff to {value}
i check my work one so use {value} for the email / the email on file oughta be {value} / best email to use is {value}
i'm at {value} for email
[set orderNumber]
um so the order number's {value} / yeah it's order {value} / order number's uh {value} / calling on order {value}
let me find the slip here okay the order number is {value} / i got the receipt right here it's order number {value}
okay so order number uh {value} / any chance you could jot down my order number it's {value}
what it says here is order number {value} / oh goodness it's in tiny print the order number is {value}
the confirmation says order {value} / go ahead and bring up {value} that's my order number
you know the order the order number it's {value} / reference for my order is {value} / i'm looking at order {value} here
re order {value}
[set occasion]
so um it's for a {value} / we got a {value} coming up so it's for that / it's my niece you know she's having a {value} so that's the occasion
the occasion's a {value} / {value} that's the occasion / okay so we're all going to a {value} and i need it for that
well at my age it's nothing but funerals but this one's for a {value} / uh it's gonna be worn to a {value}
my whole family's flying in for a {value} that's what it's for / i've i've got a {value} to go to and that's what it's for
what it's for is a {value} / you know it's a {value} thing that's the occasion / i'm getting it on account of a {value}
they're throwing a {value} for my brother so it's for that / let me put it this way it's for a {value}
[set budget]
um i can't really go over {value} / i got like {value} to spend / budget's {value} / cap it at {value}
okay so we're working with a budget of {value} / any chance we can keep it at {value} or less
well i'm on a fixed income so {value} tops / tops i'm looking to spend is {value} / the most i can do is {value}
my husband'll kill me if i spend more than {value} / i mean {value} is the absolute most i'd pay
let me see i put away {value} for this so that's the budget / what we've got budgeted is {value}
i'd i'd say my budget tops out at {value} / you know money's tight so {value} is my max / approved budget {value}
not a penny over {value}
[set deliveryMethod]
um just ship it by {value} / i'm gonna go with {value} for the shipping / ship via {value} / shipping method {value}
okay so for the shipping let's do {value} / any chance you could send that out by {value}
well the mailbox is way down the hill so get it to me by {value} / what i'm after is shipping by {value}
uh how i want it sent is {value} / let's have it come by {value} / you know what {value} works for getting it here
i'd i'd go with {value} to ship it / we always use {value} for deliveries so do that / put down {value} as how it ships
my neighbor swears by {value} so deliver it that way / let me see i guess {value} for the delivery
go {value} on the delivery
[set giftWrap yes]
oh and wrap it up all nice like a gift would you / um can you gift wrap that for me / yes on the gift wrap / gift wrap it
any chance you could gift wrap that / okay so i'm gonna want it gift wrapped / yeah throw in the gift wrap
well she loves a pretty bow so go ahead and gift wrap it / i'd i'd love it gift wrapped
you know what let's do the gift wrap / what i'm after is the gift wrap too / put some gift wrap on there for me
i can't wrap to save my life so please gift wrap it for me / uh with gift wrap / let's go ahead and get it gift wrapped
could y'all do it up in gift wrap / make sure it's gift wrapped
[set giftWrap no]
nah don't bother with the gift wrap / um no gift wrap / no on the gift wrap / no need for the gift wrap
oh honey don't go gift wrapping it it's just for me / i'm good without the gift wrap / you can skip the gift wrap
okay so no gift wrap on this / i don't need y'all to gift wrap it / we don't do gift wrap on business orders so none for us
don't waste the paper i don't want it gift wrapped / just toss it in a bag no gift wrap / i'll pass on the gift wrap
uh i'm not gonna need it gift wrapped / well i got a closet full of paper at home so no gift wrap please
let's not do any gift wrap
[correct giftWrap yes]
scratch that i do want the gift wrap / oops i meant yes on the gift wrap / hold on go ahead and gift wrap it after all
my bad it does need to be gift wrapped / strike that gift wrap yes / you know what do the gift wrap after all
um wait wait i want it gift wrapped now / i told you wrong it should be gift wrapped / oh shoot i do need gift wrap on that
let's switch that to gift wrapped / changed my mind go on and gift wrap it / correction we need the gift wrap
well i talked to my sister and now i'd like it gift wrapped after all / any chance you could gift wrap it after all
actually yeah throw the gift wrap in there / okay so i thought about it and gift wrap it
[correct giftWrap no]
scratch that no gift wrap / oops i meant no on the gift wrap / hold on don't gift wrap it after all
my bad it doesn't need to be gift wrapped / strike that gift wrap no / you know what forget about gift wrapping it
um wait wait i don't want it gift wrapped now / i told you wrong it shouldn't be gift wrapped / oh shoot i don't need gift wrap on that
let's switch that to not gift wrapped / changed my mind don't gift wrap it / correction we don't need the gift wrap
well i talked to my sister and now i don't want it gift wrapped after all / lose the gift wrap would you
actually nah skip the gift wrap / okay so i thought about it and no gift wrap
[answer giftWrap yes]
yep / yeah sure / um yeah / oh yes please dear / you bet / uh huh / absolutely / yeah let's do that / sure why not
yes ma'am / oh that'd be great / yeah go ahead / definitely / sure thing / oh would you that'd be wonderful / yup please
[answer giftWrap no]
nah / uh no / no i'm good / nah i'm good thanks / no ma'am / oh no don't bother / not really no / no that's okay
nope not this time / um no thanks / no need / uh uh no / i'll pass / no we're good / nah don't worry about it / oh heavens no

[answer]
uh {value} / let me see uh {value} / okay so {value} / that'd be {value} / oh shoot let me look okay {value}
{value} i believe / yep {value} / it's uh it's {value} / you know what {value} / {value} yeah / i guess {value}
oh let me find my glasses okay {value} / so it's gonna be {value} / hmm {value} / well let me think now {value}
sure thing {value} / i wanna say {value} yeah {value} / that one's easy {value} / {value} ma'am

[several]
um gimme {quantity} of those in {colour} size {size} / okay so {quantity} units size {size} color {colour}
let's do {quantity} of 'em in {colour} and i wear a {size} / any chance i could get {quantity} of them in {colour} and in a {size}
well there's a bunch of us so {quantity} of them and uh {colour} for the color and the size is {size}
color {colour} size {size} quantity {quantity} / i'm a {size} i like {colour} and i'm gonna want {quantity} of those
so the fitting's at the {store} store {fittingDate:on} at {fittingTime}
okay so the fitting uh {store} location {fittingDate:on} say {fittingTime}
any chance we could do the fitting at {store} {fittingDate:on} like {fittingTime}
fitting {fittingDate} {fittingTime} {store} location
my daughter's gonna drive me to the {store} store for the fitting {fittingDate:on} and we'll be there at {fittingTime}
you know i'd like to get fitted {fittingDate:on} at {fittingTime} over at the {store} store
um so it's for a {occasion} and i got like {budget} to spend / occasion's a {occasion} budget's {budget}
we got a {occasion} coming up and i can't go over {budget} / i'm looking at {budget} tops and it's for a {occasion}
well i'm on a fixed income so {budget} is the most i can do and it's for a {occasion}
{budget} max and the occasion is a {occasion} / okay so it's for a {occasion} and let's keep it at {budget} or less
ship it by {deliveryMethod} and get it here {deliveryDate:on} / um i need it delivered {deliveryDate:on} and send it by {deliveryMethod}
delivery {deliveryDate:on} via {deliveryMethod} / any chance you could use {deliveryMethod} and have it at my door {deliveryDate:on}
my son's home {deliveryDate:on} so deliver it then and uh do it by {deliveryMethod}
okay so for the shipping {deliveryMethod} and the delivery's gotta be {deliveryDate:on}
go with {deliveryMethod} for the delivery and i'd want it delivered {deliveryDate:on}
hi this is {name} my cell's {phone} / yeah {name} here call me back at {phone} / um so the name's {name} and uh my number's {phone}
name {name} phone {phone} / let me see my phone number is {phone} and my name is {name}
oh hello dear this is {name} and you can get a hold of me at {phone}
um in {colour} and i'm gonna need a {size} / i'm a {size} and let's do {colour} for the color / color {colour} size {size}
this is {name} calling on order {orderNumber} / order number's {orderNumber} and uh it's under {name}
{quantity} of those and i can't spend more than {budget} / we need {quantity} units and the budget's {budget}
yeah hi {name} here email me at {email} / my cell is {phone} and my email's {email}
the fitting's gotta be {fittingDate:on} at like {fittingTime} / let's do the fitting at {fittingTime} {fittingDate:on}

[correct]
scratch that make the {noun} {value} / my bad the {noun} is {value} / hold on the {noun} needs to be {value}
oops wrong {noun} it's {value} / strike that {noun} is {value} / um can you switch the {noun} to {value}
any chance you could change that {noun} to {value} / you know what let's go with {value} for the {noun} instead
i goofed on the {noun} it's {value} / okay so about that {noun} it's gotta be {value} now
well i got it all mixed up the {noun} i mean it's really {value} / correction on the {noun} {value}
wait wait back up the {noun} should've been {value} / go ahead and fix the {noun} for me it's {value}
oh shoot i told you the wrong {noun} it's {value} / what i should've said for the {noun} is {value}
i need to redo the {noun} uh {value} / my daughter says i gave you the wrong {noun} it's {value}
swap the {noun} out for {value} / let's bump the {noun} over to {value}
[correct old]
scratch {old} make the {noun} {value} / my bad i said {old} for the {noun} it's {value}
hold on the {noun} can't be {old} anymore make it {value} / oops i told you {old} on the {noun} it's actually {value}
strike {old} the {noun} is {value} / switch the {noun} from {old} over to {value}
um any chance you could change {old} to {value} for the {noun} / correction {noun} is {value} not {old}
you know how i said {old} for the {noun} well it's gotta be {value} / i goofed the {noun} isn't {old} it's {value}
i got mixed up the {noun} i said was {old} and it's really {value} / {old} won't work for the {noun} let's do {value}
that {noun} where you've got {old} put {value} there / wait wait {value} for the {noun} not {old} like i said before
okay so forget {old} for the {noun} and put {value} / let's move the {noun} off {old} and make it {value}
[correct products]
scratch {old} gimme {value} instead / um can i swap out {old} for {value} / my bad not {old} i want {value}
hold on i'd rather get {value} instead of {old} / oops i said {old} i meant {value} / strike {old} and put {value} in its place
any chance you could switch {old} to {value} / you know what lose {old} and get me {value} instead
trade {old} for {value} would you / sub in {value} for {old} / well i slept on it and i want {value} not {old}
correction {value} in place of {old} / let's go with {value} rather than {old} / okay so forget {old} and make it {value}
i told you {old} but what i'm after is {value} / take {old} off and put {value} on there instead
[repair]
{wrong} oops {value} / {wrong} my bad {value} / {wrong} hold on {value} / {wrong} strike that {value}
{wrong} wait wait {value} / {wrong} uh no {value} / {wrong} oh shoot no {value} / {wrong} er um i mean {value}
{wrong} whoa hang on {value} / {wrong} uh correction {value} / {wrong} no what am i saying {value} / {wrong} let me start over {value}
{wrong} no no i take that back {value} / {wrong} make that {value} / {wrong} well no actually {value}
[deny]
uh no {value} / nope {value} / no no no it's {value} / um that's not it it's {value} / nah it's {value}
no ma'am {value} / hold on no {value} / oh no dear it's {value} / you got that wrong it's {value}
i didn't say that i said {value} / nope try {value} / that's a negative it's {value} / uh uh it's {value} / wait what no {value}
that's off it should be {value} / no scratch that {value} / whoa no it's {value} / my bad no {value}
well no honey you must've misheard me it's {value}
[confirm]
yep / uh huh / yep that's it / yeah that's right / mm hmm / that's the one / sure is / bingo
yes ma'am / yeah you got it / oh yes dear that's right / that's affirmative / that's correct yeah / um yeah that's right
right on

[negation]
um {value} for the {noun} definitely not {wrong} / the {noun} ain't {wrong} it's {value} / {noun} is {value} not {wrong}
okay so not {wrong} for the {noun} let's do {value} / make sure the {noun} says {value} and not {wrong}
anything but {wrong} for the {noun} let's go with {value} / don't go putting {wrong} for the {noun} it's {value}
people always hear {wrong} but the {noun} is {value} / i never want {wrong} for the {noun} gimme {value}
the {noun} let me be clear is {value} it is not {wrong} / uh no {wrong} please for the {noun} just {value}
you know it's {value} for the {noun} it's not {wrong} / for the {noun} that's {value} as opposed to {wrong}
it's not {wrong} it's {value} for the {noun} / well don't mix it up now the {noun} is {value} it isn't {wrong}
not {wrong} uh uh {value} is what i want for the {noun}
[rule out]
um anything but {value} for the {noun} / i don't want {value} for the {noun} / nah not {value} for the {noun}
no way am i doing {value} for the {noun} / whatever you do don't put {value} for the {noun}
for the {noun} i'm not a fan of {value} / okay so definitely not {value} on the {noun}
{value} won't work for the {noun} / well i thought about {value} for the {noun} and no it's not for me
just so you know the {noun} isn't {value} / please no {value} for the {noun} / i'm not gonna go with {value} for the {noun}
let's stay away from {value} for the {noun} / {value} as the {noun} is a hard no / i'd never pick {value} for the {noun}
[clear]
skip the {noun} / don't bother with the {noun} / scratch the {noun} altogether / um take the {noun} out please
you know what forget about the {noun} / any chance you could wipe out the {noun} / lose the {noun}
okay so let's leave the {noun} blank for now / i don't wanna give you the {noun} after all take it off
just erase the {noun} for me / never mind the {noun} / hold on delete the {noun} i gotta check with my wife
well i'm not sure about the {noun} anymore so take it off there / nix the {noun} / the {noun} i gave you just toss it
pull the {noun} off of there i don't know it yet / oops i shouldn't have given you the {noun} yet clear it out / we're not doing the {noun} anymore
[add]
um could i get {value} too / tack on {value} / while we're at it add {value}
any chance you could add on {value} / you know what i'll grab {value} too / and gimme {value} on top of that
oh i almost forgot i want {value} too / stick {value} on there too would you / okay so also {value}
well as long as i'm spending money put {value} on there too / uh let me get {value} also
what i'd like on top of that is {value} / also include {value} / we'll need {value} in addition to the rest / toss in {value} as well
[remove]
um take off {value} / nix {value} / skip {value} after all / lose {value} would you / i don't want {value} anymore
don't bother with {value} / never mind about {value} / scratch {value} off my list / you know what leave {value} off
any chance you could drop {value} from the list / oops i didn't mean to get {value} take it off
hold on i'm not gonna get {value} after all / well my closet's full so let's do without {value} / pull {value} off the order
okay so let's not do {value} anymore / cut {value} from the list / go ahead and leave out {value} / i'll pass on {value} after all take it off
[pick]
um the {ordinal} one / uh gimme the {ordinal} one / i'll go with the {ordinal} one / ooh the {ordinal} one please dear
let's do the {ordinal} one / yeah that {ordinal} one / any chance i could get the {ordinal} one / the {ordinal} one works for me
hmm i guess the {ordinal} one / what was that the {ordinal} one yeah that one i'll take it / put me down for the {ordinal} one
i like the sound of that {ordinal} one / okay so the {ordinal} one you mentioned / {ordinal} one / you know what the {ordinal} one on the list
well they all sound nice but i'd say the {ordinal} one / the {ordinal} option works
[recall]
um same {noun} as i had before / just use whatever {noun} i had last time / same {noun} as always / stick with my usual {noun}
you know what keep the {noun} i had on my last call / any chance you still have my {noun} from before use that one
the {noun} that's on file from last time / go with the {noun} i used the last time
okay so {noun} same as my last order / well you know me i never change just the same old {noun} as last time
whatever {noun} we did last time do that again / let's do the {noun} from before again / same as before on the {noun}
for the {noun} use what i had the last time i called / put down the same {noun} you've got from last time

[small talk]
oh my goodness it's hot out today / hang on a sec / how you doing today / um let me think / aw thanks hon / gotcha / cool
sorry it's kinda loud in here / you know my hip's been acting up something awful / bear with me here / you sound so young
well bless your heart / okay okay / awesome / hold on somebody's at the door / are you still there
i tell you these phones they get more complicated every year / sorry about that the kids are screaming / great thanks
can you speak up a little
[question]
um is there anywhere to park by {store} / how pricey is {deliveryMethod} / y'all got a bathroom at {store} / how fast is {deliveryMethod} usually
does {colour} show dirt real bad / what are folks saying about {product} / is {store} the one with the escalator
do you guys take checks / any coupons going on right now / um does {product} come with a warranty / who designs your stuff anyway
you know my friend asked me is {product} real expensive / is {deliveryMethod} reliable around here / can you put this stuff in the dryer
is {store} wheelchair accessible / would you say {colour} is more of a winter thing / how long have y'all been in business
is {product} lined on the inside / do you do senior discounts
[ask]
um what'd i tell you for the {noun} / read me back the {noun} would you / what do you got for the {noun} / {noun} again please
any chance you could tell me the {noun} you've got / remind me what we said for the {noun} / okay so what's the {noun} you have down
you know my memory's not so good what did we put for the {noun} / what's it say there for the {noun}
hold on what {noun} did i give you / let me double check what's the {noun} you wrote down / i wanna make sure you got the {noun} what is it
uh the {noun} what do you show for that / can you pull up the {noun} i gave you / what'd we land on for the {noun} / which {noun} do you have for me there

[intent find-product]
um you guys got any of these left / i saw something online and i wanna know if you've got it in stock
any chance you could check if it's in stock / stock check please / what i'm after is whether you still carry it
okay so is it in stock or is it sold out / my neighbor bought one there do you still have those in stock
could you look in the back and see if there's any left / you know that one in the flyer do y'all have it in stock
need to know your availability on an item / is there even one left in the store / i'm trying to find out if you've got any left
can you look up if that's in stock anywhere / well i drove all the way last week and the shelf was empty have you got any back in stock
are you guys out of it or do you still have some / does any one of your stores still have it in stock
[intent book-fitting]
um i need to set up a fitting / hey can i get in for a fitting / any chance you've got an opening for a fitting
i wanna come in and get fitted / fitting appointment please / what i'm after is an appointment to get measured
okay so i'd like to get on the schedule for a fitting / well i've lost some weight so i need to come get measured
could somebody there fit me if i come in / you know i wanna try it on first can i make an appointment
put me on the books for a fitting / need to schedule a fitting / can y'all squeeze me in for a fitting sometime
i'd i'd like to come try some things on can we set a time / how do i go about getting a fitting / let's get a fitting on the calendar
[intent change-order]
um i gotta change something on my order / hey can i switch up my order / any chance i can still change my order
order change please / what i'm after is making a change to an order i already put in / i messed up my order and need to fix it
okay so i placed an order and i wanna change it / well my grandson ordered the wrong thing and we need to change the order
could you tweak my order for me / i need to make an edit to my order before it goes out / we have to revise an order
you know that order i put in i wanna change it / i clicked the wrong thing online can you fix my order
can i update the order i made / i'd i'd like to make a change on my order / let's make some changes to that order
[intent track-order]
um where's my stuff it hasn't shown up / hey what's going on with my order / any chance you could see where my package is at
order status please / what i'm after is a tracking update / okay so my package was supposed to be here and it's not
well i've been sitting by the window all week and my package never came / did my order ship yet
could you look up where my order's at / you know i ordered a while back and nothing's come yet where is it
tracking on my shipment please / i'm trying to find out where my package is / is my package lost or what
has that thing gone out yet i've been waiting on my order / how come my order's not here yet / can you check on my shipment for me
[intent return-item]
um i gotta return something / hey how do i send this back / any chance i can get my money back on this
need to process a return / what i'm after is a refund / okay so i bought this and i don't like it i wanna return it
well it doesn't fit me and i'd like to bring it back / can y'all take this back / i need a refund on something i bought
you know i got this thing home and i hate it can i return it / could you start a return for me
i'm looking to send something back for a refund / do i just mail it back or how do i return it / return please
i'd i'd like to take this back to the store and get a refund / i wanna return what i bought
[intent gift-advice]
um i got no clue what to get her can you help / hey you got any good gift ideas / any chance you could help me pick out a gift
gift suggestions please / what i'm after is some ideas for a present / okay so i need help figuring out a gift for my wife
well my granddaughter's so picky what do you think she'd like as a gift / what's a good gift for a guy who has everything
could you point me to a nice present for somebody / you know i'm terrible at presents what would you get
need recommendations for a client gift / i'm stuck on what to buy my mom for a present / got any suggestions for a gift
what do folks usually buy as a present / help me out here what's a nice gift / i'd i'd like some advice on what to give my husband
[intent arrange-delivery]
um i need to get this delivered / hey can y'all deliver to my house / any chance you could bring it out to my place
need to schedule a delivery / what i'm after is having it delivered / okay so i can't make it in can you deliver it to me
well i don't drive anymore so i'd need you to deliver it / can i get it dropped off at the house
could you set me up with a delivery / you know it'd be easier if you just delivered it to me
let's get a delivery scheduled / i'm looking to have it shipped to my house / we need it delivered to our office
do you guys do home delivery because i'd like that / i'd i'd like to set up home delivery / can you ship it to me instead of me coming in
[intent repair-item]
um my zipper's busted can you fix it / hey do you guys fix stuff / any chance y'all could repair something for me
need a repair / what i'm after is getting something repaired / okay so the strap snapped and i need it fixed
well the lining's all torn up could somebody there mend it / the buckle fell off can you repair that
could you sew a button back on for me / you know i've had it for years and the stitching's coming out can it be repaired
i need to get something fixed that i bought from you / got an item that needs a repair / the handle broke off can that be repaired
it ripped on me and i wanna get it repaired / who do i see about getting something mended / i'd i'd like to bring it in to get it fixed
[intent opening-hours]
um what time do you guys open / hey how late are y'all open / any chance you're open sundays / store hours please
what i'm after is your hours / okay so when do you close up / well i'm an early bird so what time do you open up
are you guys open on weekends / could you tell me your hours / you know i work late so how late do you stay open
what are your hours over there / i'm trying to find out what time you close / are y'all closed on holidays
what time do the doors open / do you have holiday hours / till what time are you there at night / business hours please
[intent speak-to-person]
um can i just talk to a real person / hey get me a human / any chance i could talk to somebody / representative
agent please / what i'm after is a live person / okay so i'd rather talk to a human being / operator please
well dear i don't do well with these machines can i speak to a person / is there somebody there i can talk to
could you get me your manager / you know no offense but i wanna talk to a real human / transfer me to customer service
put me through to a live agent / i'm tired of talking to a computer gimme a person / i need to speak with a supervisor
let me talk to somebody who works there / can you hand me over to a representative

[agent greeting] Hi there, thanks for calling. How can I help? / Thanks for calling, what can I do for you today?
[agent acknowledge]
Got it. Anything else? / Sure thing. / Okay, I've got that down. / You bet. What else can I get for you?
Thanks. / Great, that's all set. / Perfect, thank you.
[agent echo] Okay, I've got {old} for the {noun}. / So that's {old} for the {noun}. / I'm putting {old} down as the {noun}.
[agent check] I've got {old} for the {noun}, is that correct? / Just to check, the {noun} is {old}? / And the {noun} is {old}, right?
[agent offer] For the {noun} we've got {list}. / Your choices for the {noun} are {list}. / You can have {list}. Which one works for you?
[agent question store] Which store are you coming to? / Which location works best for you?
[agent question products] What items can I get you? / What are you shopping for?
[agent question size] What size do you wear? / What size should I put down?
[agent question colour] What color would you like? / Which color should I put down?
[agent question quantity] How many do you want?
[agent question fittingDate] What day works for the fitting? / What date do you want for the fitting?
[agent question fittingTime] What time works for the fitting? / What time should we start the fitting?
[agent question deliveryDate] What day should it be delivered? / What date do you want for the delivery?
[agent question name] Can I get your full name?
[agent question phone] What's a good phone number for you? / What number can we call you back at?
[agent question email] What's a good email for you? / What email should we use?
[agent question orderNumber] Can I get your order number? / What's the order number?
[agent question giftWrap] Do you want that gift wrapped? / Should we gift wrap it for you?
[agent question occasion] What's the occasion? / What's it for, any special occasion?
[agent question budget] What's your budget? / What's the most you want to spend?
[agent question deliveryMethod] How should we ship it? / Which delivery method do you want?
`,
);
