/**
 * Ordinary sentences that no front desk is asked: what "something else" sounds like.
 *
 * The classifier learns from them that a polite request, a weekday or "where is" do not make an
 * intent. Intents whose examples resemble one of these win over it: examples count by their number.
 */
import { linesOf } from './words.ts';

export const background: readonly string[] = linesOf(`
what is the weather like today
will it rain tomorrow afternoon
is it going to snow on friday
how hot is it outside
play some music
turn the volume down
turn off the lights in the kitchen
set an alarm for seven in the morning
set a timer for ten minutes
remind me to call my mother at three
what is on my calendar for thursday
add milk to my shopping list
order a pizza with mushrooms
find me a recipe for onion soup
how long do i boil an egg
what is the capital of australia
who is the president of france
how tall is the highest mountain
how far away is the moon
what is two plus two
what is the square root of nine
translate good evening into spanish
how do you spell necessary
what does this word mean
tell me a joke
sing me a song
tell me a story about dragons
who won the game last night
when does the match begin
what is the score
which team is playing on saturday
book a flight to rome
i need a hotel room for two nights
rent a car for the weekend
how is the traffic on the way home
give me directions to the airport
where is the nearest petrol station
where is my car
when is the next train to london
is the bus late
what is my bank balance
transfer fifty dollars to my savings account
pay my electricity bill
my credit card was stolen
what is the exchange rate for the euro
how are the stocks doing
i forgot my password
my internet is not working
the printer is out of paper
how do i reset my phone
my screen is broken
send an email to the office
text my brother that i am late
call the dentist
read my last message
how many calories are in an apple
i have a headache
what can i take for a cold
how do i lose weight
is this medicine safe for a baby
what should i feed my dog
how old is a cat in human years
do fish sleep
when was the war over
who wrote that book
what is the meaning of life
are aliens real
do you believe in ghosts
who invented the telephone
why is the sky blue
how does a computer work
explain gravity to me
what is the speed of light
i think the government should do more
the meeting went badly yesterday
my sister has moved to another town
we had fish for dinner
the children are asleep
he said that she would not come
it was a long winter
they were talking about the old house
i lost my keys somewhere
she has been waiting for an hour
the dog is barking again
my neighbour is very loud
i am going to be late for work
can you help me with my homework
how do i change a tire
fix my washing machine
the water is leaking in the bathroom
i want to quit my job
how do i apply for a visa
what is the minimum wage
do i need a lawyer
how do i file my taxes
when do the schools close for summer
what time is it in tokyo
what is the date today
how many days until christmas
did you see that movie
what are the best films this year
recommend a good book
what is your favourite colour
do you like football
where do you live
how old are you
flip a coin
roll a dice
pick a number between one and ten
one two three four five
the quick brown fox
blue seven nine apple
and so the people asked for more
there was nothing on the table
a man walked into the room
to be or not to be
of the and a in
this is a test of the line
can anybody hear this
the number you have dialed is not in service
please leave a message after the tone
press one for sales
your call is important to us
do you sell airplanes
i would like to buy a house
how much does an elephant weigh
who painted that picture
when does the library open
where can i vote
is the museum free on sunday
what are the side effects
cancel my gym membership
upgrade my phone plan
what is in the news
read me the headlines
my order from the restaurant was cold
how do i get to the beach
when is high tide
plant tomatoes in the garden
sharpen the pencil
give me a hundred dollars
give me a discount
i will take it
all right i take that one
are there any others
is there anything else there
let me know when it is ready
please let me know by the weekend
let me know what you find
the first one
the second one please
i mean the third one
the last one you said
measure the length of the room
`);
