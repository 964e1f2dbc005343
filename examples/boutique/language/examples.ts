/**
 * What callers say to a boutique, one a line, as a recogniser writes it: no digits, no marks, now and then without a
 * word that was lost, and in words that it knows ("post code"). `{slot}` stands for any value of that slot. The embedded model learns from these, the recogniser takes them for hints, and the
 * extractor of the call's memory learns from the same.
 */
export const examples = {
  findProduct: `
    do you have the {line} {kind}
    do you the {line} {kind}
    the {line} {kind} please
    do you have the {line} {kind} in {colour}
    do you have the {line} {kind} in {colour} in {size}
    do you have the {line} {kind} in {size} in {store}
    have you got the {line} {kind} in {store}
    have you got a {kind} in {colour}
    i am looking for a {kind}
    i am looking for the {line} {kind}
    i am looking for a {colour} {kind} in {size}
    looking for a {kind}
    is the {line} {kind} in stock
    is the {line} {kind} available in {colour}
    is the {line} {kind} available in {store}
    do you still have the {line} {kind}
    how much is the {line} {kind}
    what does the {line} {kind} cost
    what is the price of the {line} {kind}
    which colours does the {line} {kind} come in
    what is the {line} {kind} made of
    what sizes do you have of the {line} {kind}
    i would like a {kind}
    i would like to buy a {kind}
    i want a {colour} {kind}
    i want to buy the {line} {kind}
    do you sell a {kind}
    is there a {kind} in {colour}
    can i get the {line} {kind} in {size}
    what is it made of
    how much is it
    what does it cost
    what does that one cost
    how much does it cost
    how much would that be
    what is the price
    what is its price
    what is the price of that one
    which colours does it come in
    which colors does it come in
    what colors are there
    what sizes does it come in
    do you have it in {store}
    do you have it in {colour}
    which store has it
    i need it for a wedding
    it is for a wedding
    and the {line} {kind}
    what about the {line} {kind}
    the {line} {kind} in {colour}
    i need a {kind} for a wedding
    i need a present for my mother
  `,
  findStore: `
    where are your stores
    where is your store
    where is your store in {store}
    where can i find you in {store}
    where are you in {store}
    do you have a store in {store}
    do you have a shop in {store}
    is there a store in {store}
    which cities are you in
    in which cities do you have stores
    what is the address in {store}
    what is your address
    the address in {store} please
    how do i get to your store in {store}
    which stores have {department}
    where do you have {department}
    which store is the nearest
    where are you located
  `,
  findDepartment: `
    where are the {department} in {store}
    where is the {department} department
    which floor are the {department} on
    which floor is {department} on in {store}
    what floor is {department}
    on which floor do i find {department}
    do you have {department} in {store}
    do you have a {department} department in {store}
    is there {department} in {store}
    does the store in {store} have {department}
    what departments do you have in {store}
    which departments are there
    what departments are there in {store}
  `,
  hours: `
    when are you open
    when do you open
    when do you close
    when do you close in {store}
    when does the store in {store} open
    when does the store in {store} close on {day}
    what are your opening hours
    what are your opening hours in {store}
    opening hours please
    are you open on {day}
    are you open on {day} in {store}
    is the store in {store} open on {day}
    how late are you open
    how late are you open in {store} on {day}
    until when are you open {day}
    what time do you close
    are you open on {day} evening
    what are the hours in {store}
    are you still open
  `,
  bookAppointment: `
    i would like to make an appointment
    i would like to book an appointment
    i would like an appointment
    can i make an appointment
    i would like to come by
    i would like to come in next week
    can i come in for a fitting
    can i book an appointment for {department}
    book me an appointment for {department} in {store}
    book an appointment
    an appointment please
    an appointment
    appointment
    an appointment for {department} in {store} on {day}
    i would like an appointment for {department} in {store} on {day} at {time}
    i would like to book an appointment in {store} on {day}
    make an appointment for {department} on {day} at {time}
    i want to come in for {department} on {day}
    i want to come by on {day} at {time}
    can somebody see me on {day} at {time} in {store}
    i would like to come to {store} on {day} and try it on
    when could i come in for {department}
    do you have a free time on {day} for {department} in {store}
    what times are free on {day} in {store}
    i need an appointment on {day} at {time}
    arrange an appointment for me
    i would like a fitting on {day}
    reserve a time for me on {day}
  `,
  moveAppointment: `
    i would like to move my appointment
    move my appointment
    move my appointment to {day}
    move my appointment to {day} at {time}
    can you move it to {day}
    can you move it to {day} at {time}
    move it to {day}
    could we move that to {day}
    can i move my appointment to {time}
    can we move the appointment to another day
    i am calling about my appointment can i come later
    can i come an hour earlier to my appointment
    could we make my appointment a little later
    it is about my appointment
    i need to change my appointment
    i want to change my appointment to {day}
    i have to postpone my appointment
    i can not make my appointment
    i can not come on {day}
    could i come on {day} instead
    put off my appointment until {day}
    reschedule my appointment
    reschedule my appointment to {day} at {time}
    my appointment does not suit me any more
  `,
  cancelAppointment: `
    cancel my appointment
    please cancel my appointment
    i want to cancel my appointment
    i would like to cancel my appointment in {store}
    i need to cancel the appointment on {day}
    cancel the appointment for {department}
    cancel that appointment
    cancel that appointment please
    please cancel the appointment again
    call off my appointment
    i do not need my appointment any more
    i will not come to my appointment
    delete my appointment
  `,
  listAppointments: `
    when is my appointment
    what appointments do i have
    do i have an appointment
    which appointments do i have
    is my appointment still on
    where is my appointment
    at what time is my appointment
    can you tell me when my appointment is
    i forgot when my appointment is
  `,
  cancelOrder: `
    cancel my order
    i want to cancel my order
    please cancel my order
    i would like to cancel an order
    cancel the order of the {kind}
    please do cancel the {kind}
    cancel the {kind}
    cancel the {line} {kind} please
    cancel my order of the {line} {kind}
    cancel order {order}
    cancel order number {order}
    i want to cancel the {kind} i ordered
    i do not want the {kind} any more that i ordered
    i have changed my mind about my order
    please stop my order
    can i still cancel my order
    can i still cancel that
    is it too late to cancel the order
    can it still be cancelled
    i ordered a {kind} and want to cancel it
  `,
  changeOrder: `
    change my order
    i want to change my order
    i would like to change my order
    can i change the size of my order
    can i change the colour of the {kind} i ordered
    can i change the color of the {kind} i ordered
    i ordered the wrong size
    i ordered the {kind} in the wrong colour
    change the {kind} in my order to {colour}
    change the {kind} in my order to {size}
    i would like the {kind} i ordered in {colour} instead
    i would like the {kind} i ordered in {size} instead
    can i have the {kind} from my order in {size}
    make the {kind} in my order {size}
    i need another size of the {kind} i ordered
    change order {order}
    can you change the {kind} to {colour}
  `,
  returnItems: `
    i want to return something
    i would like to return something
    i want to send something back
    i would like to return the {kind}
    i want to return the {kind} and the {kind}
    i would like to send back the {line} {kind}
    i want to send back the {kind} and the {kind}
    can i return my order
    return my order
    i want to return everything
    i want to return all of it
    i want to bring back the {kind}
    i want my money back for the {kind}
    the {kind} does not fit i want to return it
    the {kind} does not fit me what can i do
    i bought a {kind} and it is too small
    the {kind} i bought is too big for me
    the {kind} i was sent is broken
    how can i return the {kind}
    send the {kind} back
    i need to return two things
  `,
  listOrders: `
    where is my order
    where is order {order}
    what is the status of order {order}
    what is the status of my order
    how far is order number {order}
    i am calling about order {order}
    what happened to my order
    when will my order arrive
    has my order been sent
    has my order left already
    is my order on its way
    what is the state of my order
    track my order
    what did i order
    which orders do i have
    tell me about my orders
    i am waiting for my order
    my order has not arrived
  `,
  trackRepairs: `
    where is my repair
    is my repair ready
    when is my repair ready
    when will my repair be done
    is my {kind} ready
    is my {kind} repaired
    when can i fetch my {kind} from the repair
    i brought in a {kind} for repair
    i left my {kind} with you for repair
    how is the repair of my {kind}
    what about my repair
    track my repair
    are my {kind} done
    can i pick up my {kind}
    i am calling about a repair
  `,
  lookUpCraft: `
    how do i wash cashmere
    how should i wash my cashmere pullover
    how do i care for leather
    how do i clean suede
    how do i look after my leather bag
    how do i take care of my shoes
    can i iron a silk scarf
    what is a saddle stitch
    what is saddle stitching
    how is the leather tanned
    what is vegetable tanning
    what is gabardine
    what is double faced wool
    what is cashmere
    what is camel hair
    where does the cashmere come from
    why is cashmere so dear
    what are welted shoes
    what are welded shoes
    can shoes be resoled
    how is a scarf made
    how are the edges of the scarves made
    tell me about the history of the house
    when was the house founded
    how did the house begin
    what is the story of the house
    what is the lantern on the clasp
    why is there a lantern on the bag
    how do i brush a felt hat
    how long does a repair take
    how does made to measure work
    how many fittings does it take
    what is your return policy
    how long do i have to return something
    little balls on my pullover
    my bag got wet in the rain
    how do you make your bags
    tell me something about silk
    tell me about your craft
    tell me about the leather
    tell me about your scarves
    tell me about the red thread
    can you gift wrap it
    can it be wrapped as a present
    do you wrap presents
    it is a present please wrap it
    can i exchange a present
  `,
  leaveMessage: `
    can i leave a message
    i would like to leave a message
    i would like to leave a message for the {role}
    leave a message for the {role}
    take a message for the {role} please
    can i speak to the {role}
    i want to speak to the {role}
    can i talk to a person
    i want to speak to a human
    connect me to {role}
    put me through to the {role}
    is there somebody i can speak to
    please tell the {role} something
    please write to the {role}
    i want to complain
    i have a complaint
    can somebody call me back
    please call me back
  `,
  identify: `
    my customer number is {customer}
    i am customer {customer}
    i am customer number {customer}
    my number is {customer}
    this is customer {customer}
    my customer number is {customer} and my postcode is {postcode}
    i am a customer of yours
    my postcode is {postcode}
    my post code is {postcode}
    the post code is {postcode}
    i would like to identify myself
    {customer}
    you can check who i am
  `,
  withoutNumber: `
    i do not know my customer number
    i do not have my customer number
    i do not have the number with me
    i do not have it here
    i have not got it with me just now
    i forgot my number
    i can not find my number
    i have lost my customer number
    i have no customer number
    i do not have a customer number
    i do not remember my postcode
    where do i find my customer number
    where is my customer number written
    what is my customer number
    why do you need my number
    why do you want to know my postcode
    can it be done without the number
    can you not just tell me
    do you not know who i am
    you know me
    it is urgent just tell me
  `,
  help: `
    what can you do
    what can i ask you
    how can you help me
    what can you do for me
    i need help
    can you help me
    help
    who do i speak to for what
    what are my options
  `,
} as const;

export type Task = keyof typeof examples;
