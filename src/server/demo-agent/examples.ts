/**
 * What callers say to a front desk, one a line.
 *
 * Written as a small STT hears them: no punctuation, no digits, ordinary words only (the name of the
 * house is in no vocabulary), and with the first word now and then missing.
 */

export const hoursExamples = `
  what are your opening hours
  what are your hours
  your opening hours please
  are your opening hours
  what are your opening times
  the opening times please
  what are the opening hours of the store
  which days are you closed
  when does the store open
  when does the store close on {day}
  the store open on {day}
  are you open right now
  opening hours
  when do you open
  when do you open {day}
  when do you open on {day}
  what time do you open
  what time do you open on {day}
  when do you close
  when do you close on {day}
  what time do you close
  time do you close today
  how late are you open
  how late are you open on {day}
  how long are you open {day}
  until when are you open
  are you open {day}
  are you open on {day}
  you open on {day}
  are you open today
  are you open now
  are you still open
  are you closed on {day}
  is the store open on {day}
  is the shop open on {day}
  is the house open {day}
  do you open on {day}
  are you open at the weekend
  are you open on weekends
  can i come on {day}
  what about {day}
  and on {day}
  how about {day}
  i would like to know your opening hours
  i wanted to know when you are open
  can you tell me your opening hours
  could you tell me when you open
  which days are you open
`;

export const whereIsExamples = `
  where are the {department}
  where are {department}
  are the {department}
  where is your {department}
  where is the {department} please
  i want some {department}
  i would like some {department}
  i want to look at {department}
  on what floor do you have {department}
  what floor for {department}
  where is the {department}
  where is the {department} department
  where can i find {department}
  can i find {department}
  where do i find the {department}
  where do you have {department}
  where do you keep the {department}
  where do you sell {department}
  which floor are the {department} on
  which floor is the {department}
  what floor is the {department} department on
  on which floor are the {department}
  how do i get to the {department}
  how do i find the {department}
  i am looking for {department}
  i am looking for the {department} department
  i'm looking for {department}
  looking for {department}
  i would like to buy {department}
  i want to buy {department}
  i want to see your {department}
  i need {department}
  do you have {department}
  do you sell {department}
  is there a {department}
  is there a {department} in the house
  do you have a {department}
  can you tell me where the {department} are
  could you tell me where the {department} department is
  show me the {department}
  what about {department}
  and the {department}
  and where are the {department}
  {department}
  the {department} department please
  where is the department
  where is the
  where are the
  where can i find
  i am looking for a department
  can you tell me where something is
  i can not find a department
`;

export const appointmentExamples = `
  i would like to make an appointment
  i want to make an appointment
  i'd like to make an appointment
  like to make an appointment
  make an appointment please
  i would like to come in
  can you fit me in {day}
  do you have an appointment free
  set up an appointment
  i want to set up a fitting
  could i book something for {day}
  is there anything free on {day} at {time}
  i need to have a dress fitted
  reserve a fitting
  can i make an appointment
  can i have an appointment
  could i get an appointment
  i need an appointment
  an appointment please
  i would like to book an appointment
  book an appointment
  book an appointment for {day}
  book an appointment for {day} at {time}
  i would like an appointment on {day}
  i would like an appointment on {day} at {time}
  can i have an appointment {day} at {time}
  i would like a fitting
  i would like to book a fitting
  would like to book a fitting on {day} at {time}
  i need a fitting on {day}
  a fitting on {day} at {time} please
  can i book a fitting for {day}
  can i come in for a fitting on {day}
  i want to come in for a fitting
  i would like to try on a dress
  i want to have a suit fitted
  can i reserve a time on {day}
  schedule an appointment for {day}
  i would like to schedule a fitting
  do you have time on {day} at {time}
  do you have anything free on {day}
  i would like to come on {day} at {time}
  book me in for {day} at {time}
  {day} at {time}
  {day} at {time} please
  on {day} at {time}
  make it {day}
  actually make it {day} at {time}
  i would like to change it to {day}
`;

export const personExamples = `
  i would like to speak to a person
  i want to speak to a person
  can i speak to a person
  can i talk to a human
  i want to talk to a human being
  let me talk to a real person
  a person please
  can i talk to somebody
  give me a human
  i need a human please
  may i speak with the manager
  put me through to somebody
  let me speak to somebody else
  a real person please
  can i speak to somebody
  can i speak with someone
  i would like to speak to someone from the staff
  speak to the manager
  can i speak to the manager
  put me through to a colleague
  connect me to an agent
  transfer me to a person
  operator please
  is there a person i can talk to
  i do not want to talk to a machine
  i would like to leave a message
  can i leave a message
  can you take a message
  could somebody call me back
  please call me back
  i want to complain
  i have a complaint
`;

export const historyExamples = `
  tell me about the history of the house
  tell me about your history
  tell me the story
  tell me the story of the house
  how did it all begin
  how did the house start
  who started it all
  who began the house
  since when have you been here
  what is the history of the house
  tell me about the house
  tell me something about the house
  tell me more about your house
  who founded the house
  who founded your company
  when was the house founded
  how old is the house
  how long has the house been here
  what is the story of your house
  tell me your story
  the history of your house please
  i would like to hear about the history
  can you tell me about the company
  what do you know about the founder
  about the history of the house
`;

export const addressExamples = `
  what is your address
  what street are you on
  what street is it on
  is there somewhere to leave my car
  your address please
  where are you
  where is your store
  where is the store
  where is your shop
  where are you located
  where is the house
  how do i get to you
  how do i find you
  how do i get to your store
  which street are you on
  where can i park
  is there parking
  do you have a parking garage
`;

export const helpExamples = `
  help
  help me
  can you help me
  i need help
  i need some help please
  what can you do
  what are you able to tell me
  what else can you do
  what can you tell me
  what can i ask you
  what can you help me with
  what do you know
  i have a question
  i would like some information
  can i ask you something
`;
